import type { VaultStatusView } from "../../ipc";
import type { TroubleState } from "./states";

/** What an owner can do about a state. `enter` is the passphrase asked for in place. */
export type Way =
  | "try"
  | "enter"
  | "code"
  | "passphrase"
  | "restore"
  | "startNew"
  | "initPassphrase";

/** The one thing to do first, then the others. Every state has at least one: no dead end. */
export function waysOut(
  state: TroubleState | null,
  status: VaultStatusView | undefined,
): readonly [Way, ...Way[]] {
  const fresh = status?.state === "uninitialised";
  const slots = status?.slots ?? [];
  const code: Way[] = slots.includes("recovery") ? ["code"] : [];
  const passphrase: Way[] = slots.includes("passphrase") ? ["passphrase"] : [];
  switch (state) {
    case "keyringUnavailable":
      if (fresh) return ["try", "initPassphrase"];
      return passphrase.length > 0 ? ["enter", "try", ...code] : ["try", ...code];
    case "keyringLocked":
    case "keyringTimeout":
    case "keyringDenied":
      return fresh ? ["try", "initPassphrase"] : ["try", ...passphrase, ...code];
    case "passphraseNeeded":
      // A backup is restored into a vault that opens, or where none ever will: not beside a closed one.
      return ["enter", ...code, "startNew"];
    case "masterMissing":
    case "masterWrong":
    case "masterCorrupt":
    case "slotCorrupt": {
      const [first, ...others] = [...code, ...passphrase, "restore" as const];
      return [first ?? "restore", ...others, "try", "startNew"];
    }
    case "vaultMissing":
    case "vaultCorrupt":
      return ["restore", "try", "startNew"];
    case "rowCorrupt":
      return ["try", "restore"];
    case "vaultNewer":
    case "vaultReadOnly":
    case "vaultBusy":
    case "diskFull":
    case null:
      return ["try"];
  }
}

/** What to do, where the meaning of a state leaves it to the ways that are open. */
export function todoOf(
  state: TroubleState | null,
  [first]: readonly Way[],
): "code" | "passphrase" | "keyring" | "slot" | "meanwhile" | null {
  switch (state) {
    case "masterMissing":
    case "masterWrong":
    case "masterCorrupt":
    case "slotCorrupt":
      if (first === "code" || first === "passphrase") return first;
      return state === "slotCorrupt" ? "slot" : "keyring";
    case "keyringUnavailable":
      return first === "enter" ? "meanwhile" : null;
    default:
      return null;
  }
}
