import { type CommandError, freshTrouble, type VaultState, type VaultStatusView } from "../../ipc";

export type TroubleState = Exclude<VaultState, "ready" | "uninitialised">;

/** Every state that has a screen; a new state fails the build until it stands here and has words. */
const TROUBLES: Record<TroubleState, true> = {
  keyringLocked: true,
  keyringUnavailable: true,
  keyringTimeout: true,
  keyringDenied: true,
  masterMissing: true,
  masterWrong: true,
  masterCorrupt: true,
  slotCorrupt: true,
  rowCorrupt: true,
  vaultMissing: true,
  vaultNewer: true,
  vaultCorrupt: true,
  vaultReadOnly: true,
  vaultBusy: true,
  diskFull: true,
  passphraseNeeded: true,
};

export const troubleStates = Object.keys(TROUBLES) as TroubleState[];

export function troubleOf(state: VaultState | CommandError["kind"]): TroubleState | null {
  return Object.hasOwn(TROUBLES, state) ? (state as TroubleState) : null;
}

/** What stands in the way, also before there is a vault: then it can only be the keyring. */
export function troubleOfVault(status: VaultStatusView): TroubleState | null {
  return troubleOf(status.state) ?? freshTrouble(status);
}

/** The states that call for calm waiting rather than for mending. */
export function isMild(state: TroubleState): boolean {
  return isKeyringTrouble(state) || state === "vaultBusy" || state === "passphraseNeeded";
}

const KEYRING = ["keyringLocked", "keyringUnavailable", "keyringTimeout", "keyringDenied"] as const;

export function isKeyringTrouble(state: TroubleState | null): state is (typeof KEYRING)[number] {
  return KEYRING.some((each) => each === state);
}
