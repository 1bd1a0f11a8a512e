import type {
  AutoBackupView,
  DiagnosisView,
  RestorePreviewView,
  RotatedView,
  SlotKind,
  SlotView,
  VaultStatusView,
} from "../bindings";
import { healthy } from "./diagnosis";
import { minutesAgo, READY } from "./fixtures";
import { FAKE_CODE, FAKE_PASSPHRASE, groupsFit, judge, plain, refuse } from "./secrets";

export type VaultFakeState = {
  status: VaultStatusView;
  slots: SlotView[];
  autoBackup: AutoBackupView | null;
  /** What the system's dialog answers. */
  picked: string | null;
  preview: RestorePreviewView;
  rotated: RotatedView;
  diagnosis: DiagnosisView;
};

type Args = Record<string, unknown>;

export function slot(kind: SlotKind, change: Partial<SlotView> = {}): SlotView {
  return {
    kind,
    createdAt: minutesAgo(60 * 24 * 3),
    confirmedAt: kind === "recovery" ? minutesAgo(60 * 24 * 2) : null,
    lastVerifiedAt: kind === "keyring" ? minutesAgo(4) : null,
    ...change,
  };
}

export const VAULT_STATE: VaultFakeState = {
  status: READY,
  slots: [slot("keyring"), slot("recovery")],
  autoBackup: null,
  picked: "/home/ada/keys.age",
  preview: { createdAt: minutesAgo(60 * 24 * 9), vaultOpens: true, rows: [] },
  rotated: { oldEntryDeleted: true, checkpointed: true },
  diagnosis: healthy,
};

/** Undefined where it is no command about the vault. */
export function answerVault(state: VaultFakeState, command: string, args: Args): unknown {
  switch (command) {
    case "vault_status":
    case "open_vault":
      return state.status;
    case "lock_vault":
      return lock(state);
    case "start_new_vault":
      put(state, { state: "uninitialised", open: false, recovery: "none" }, []);
      return `${state.status.dataDir}/vault-set-aside-2026-11-22.db`;
    case "diagnose":
      return state.diagnosis;
    case "list_slots":
      return state.slots;
    default:
      return (
        answerRecovery(state, command, args) ??
        answerPassphrase(state, command, args) ??
        answerRotation(state, command, args) ??
        answerBackup(state, command, args)
      );
  }
}

function answerRecovery(state: VaultFakeState, command: string, args: Args): unknown {
  switch (command) {
    case "create_recovery_code":
      put(
        state,
        { recovery: "unconfirmed" },
        withSlot(state, slot("recovery", { confirmedAt: null, createdAt: minutesAgo(0) })),
      );
      return FAKE_CODE;
    case "confirm_recovery_code":
      if (!groupsFit(args)) return false;
      put(
        state,
        { recovery: "confirmed" },
        withSlot(state, slot("recovery", { confirmedAt: minutesAgo(0) })),
      );
      return true;
    case "use_recovery_code":
      return openWithCode(state, String(args.code));
    case "renew_keyring_slot":
      return put(state, {}, withSlot(state, slot("keyring", { createdAt: minutesAgo(0) })));
    default:
      return undefined;
  }
}

function openWithCode(state: VaultFakeState, typed: string): VaultStatusView {
  const code = plain(typed);
  if (code === FAKE_CODE.groups.join("")) return put(state, { state: "ready", open: true });
  if (code === "") return refuse({ kind: "invalidCode", fault: "empty", position: null });
  const odd = [...typed].findIndex((character) => !/[0-9A-TV-Z\s-]/i.test(character));
  if (odd >= 0) {
    return refuse({ kind: "invalidCode", fault: "badCharacter", position: odd + 1 });
  }
  if (code.length !== 28) {
    return refuse({ kind: "invalidCode", fault: "length", position: null });
  }
  if (code.startsWith("0000")) return refuse({ kind: "codeOfAnotherVault" });
  return refuse({ kind: "invalidCode", fault: "checksum", position: null });
}

function answerPassphrase(state: VaultFakeState, command: string, args: Args): unknown {
  const text = String(args.passphrase ?? "");
  switch (command) {
    case "open_with_passphrase":
      if (text === "") return refuse({ kind: "invalidPassphrase", fault: "empty" });
      if (text !== FAKE_PASSPHRASE) return refuse({ kind: "passphraseWrong" });
      return put(state, { state: "ready", open: true });
    case "set_passphrase":
      judge(text);
      put(state, {}, withSlot(state, slot("passphrase", { createdAt: minutesAgo(0) })));
      return state.slots;
    case "remove_passphrase":
      put(
        state,
        {},
        state.slots.filter((each) => each.kind !== "passphrase"),
      );
      return state.slots;
    case "init_with_passphrase":
      judge(text);
      return put(state, { state: "ready", open: true }, [slot("passphrase")]);
    default:
      return undefined;
  }
}

function answerRotation(state: VaultFakeState, command: string, args: Args): unknown {
  const has = (kind: SlotKind) => state.slots.some((each) => each.kind === kind);
  switch (command) {
    case "rotate_master":
      return state.rotated;
    case "prepare_data_key_rotation":
      return { recovery: has("recovery") ? FAKE_CODE : null, passphrase: has("passphrase") };
    case "rotate_data_key":
      if (has("recovery") && !groupsFit(args)) return refuse({ kind: "groupsDiffer" });
      if (has("passphrase") && args.passphrase && args.passphrase !== FAKE_PASSPHRASE) {
        return refuse({ kind: "passphraseWrong" });
      }
      if (has("recovery")) {
        put(
          state,
          { recovery: "confirmed" },
          withSlot(state, slot("recovery", { confirmedAt: minutesAgo(0) })),
        );
      }
      return state.rotated;
    default:
      return undefined;
  }
}

function answerBackup(state: VaultFakeState, command: string, args: Args): unknown {
  switch (command) {
    case "pick_file":
      return state.picked;
    case "back_up":
      judge(String(args.passphrase));
      return { path: args.path, credentials: 4, at: minutesAgo(0) };
    case "preview_restore":
      if (args.passphrase !== FAKE_PASSPHRASE) {
        return refuse({ kind: "backup", fault: "wrongPassphrase", provider: null });
      }
      return state.preview;
    case "restore_backup":
      return restore(state, args.replace === true);
    case "discard_restore":
      return null;
    case "get_auto_backup":
      return state.autoBackup;
    case "set_auto_backup":
      judge(String(args.passphrase));
      state.autoBackup = {
        folder: String(args.folder),
        keep: Number(args.keep),
        lastAt: minutesAgo(0),
        lastFault: null,
      };
      return state.autoBackup;
    case "stop_auto_backup":
      state.autoBackup = null;
      return null;
    default:
      return undefined;
  }
}

function restore(state: VaultFakeState, replace: boolean) {
  const count = (change: string) =>
    state.preview.rows.filter((row) => row.change === change).length;
  const differing = count("differs");
  const { dataDir } = state.status;
  if (!state.preview.vaultOpens) put(state, { state: "ready", open: true }, [slot("keyring")]);
  return {
    added: count("new"),
    replaced: replace ? differing : 0,
    kept: replace ? 0 : differing,
    before: `${dataDir}/pre-restore-2026-11-22.db`,
    fresh: !state.preview.vaultOpens,
    autoBackupOff: !state.preview.vaultOpens && state.autoBackup !== null,
  };
}

function lock(state: VaultFakeState): VaultStatusView {
  const asks = !state.slots.some((each) => each.kind === "keyring");
  return put(state, { open: false, ...(asks ? { state: "passphraseNeeded" } : {}) });
}

function put(
  state: VaultFakeState,
  change: Partial<VaultStatusView>,
  slots: SlotView[] = state.slots,
): VaultStatusView {
  state.slots = slots;
  state.status = { ...state.status, ...change, slots: slots.map((each) => each.kind) };
  return state.status;
}

const withSlot = (state: VaultFakeState, made: SlotView): SlotView[] => [
  ...state.slots.filter((each) => each.kind !== made.kind),
  made,
];
