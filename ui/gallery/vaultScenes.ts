import type { VaultStatusView } from "../src/ipc";
import {
  diagnosisWith,
  type FakeState,
  FRESH,
  FRESH_WITHOUT_KEYRING,
  GROQ_MODELS,
  minutesAgo,
  READY,
  slot,
  valid,
} from "../src/ipc/fake";

const keys: Partial<FakeState> = {
  credentials: [valid("groq"), valid("openai", { models: 61 })],
  models: { groq: GROQ_MODELS },
};

const NO_CODE: VaultStatusView = { ...READY, slots: ["keyring"], recovery: "none" };
const bare: Partial<FakeState> = { ...keys, status: NO_CODE };
const full: Partial<FakeState> = {
  ...keys,
  status: { ...READY, slots: ["keyring", "recovery", "passphrase"] },
  slots: [
    slot("keyring"),
    slot("recovery"),
    slot("passphrase", { lastVerifiedAt: minutesAgo(60 * 24 * 3) }),
  ],
  autoBackup: {
    folder: "/run/media/ada/Archive/keystow",
    keep: 10,
    lastAt: minutesAgo(125),
    lastFault: null,
  },
};
const byPassphrase: Partial<FakeState> = {
  ...keys,
  status: {
    ...READY,
    keyringBackend: null,
    keyringLocked: null,
    slots: ["passphrase"],
    recovery: "none",
  },
};
const unconfirmed: Partial<FakeState> = {
  ...keys,
  status: { ...READY, recovery: "unconfirmed" },
  slots: [slot("keyring"), slot("recovery", { confirmedAt: null })],
};

const preview: Partial<FakeState> = {
  ...keys,
  preview: {
    createdAt: minutesAgo(60 * 24 * 9),
    vaultOpens: true,
    rows: [
      { profile: "default", provider: "anthropic", name: "Anthropic", change: "new" },
      { profile: "work", provider: "google_gemini", name: "Google Gemini", change: "new" },
      { profile: "default", provider: "openai", name: "OpenAI", change: "differs" },
      { profile: "default", provider: "groq", name: "Groq", change: "same" },
      {
        profile: "a-profile-with-a-rather-long-name",
        provider: "custom:internal",
        name: "The internal endpoint of the whole department in Untertürkheim",
        change: "same",
      },
    ],
  },
};

const troubled = (change: Partial<VaultStatusView>): Partial<FakeState> => ({
  ...keys,
  status: { ...READY, open: false, ...change },
});

export const vaultScenes: Record<string, Partial<FakeState>> = {
  "recovery-offer": { status: FRESH },
  "recovery-offer-passphrase": {
    status: {
      ...READY,
      keyringBackend: null,
      keyringLocked: null,
      slots: ["passphrase"],
      recovery: "none",
    },
  },
  "recovery-reminder": bare,
  "recovery-unconfirmed": unconfirmed,
  "code-explain": bare,
  "code-replaces": keys,
  "code-shown": bare,
  "code-copied": bare,
  "code-ask": bare,
  "code-wrong": bare,
  "code-leaving": bare,
  "code-done": bare,
  "code-failed": { ...bare, failing: { create_recovery_code: { kind: "keyringLocked" } } },
  "code-passphrase": { ...bare, failing: { create_recovery_code: { kind: "passphraseNeeded" } } },
  "use-code": troubled({ state: "masterMissing" }),
  "use-code-typo": troubled({ state: "masterMissing" }),
  "use-code-position": troubled({ state: "masterMissing" }),
  "use-code-other": troubled({ state: "masterMissing" }),
  "renew-keyring": troubled({ state: "masterMissing" }),
  "renew-none": troubled({
    state: "keyringUnavailable",
    keyringBackend: null,
    keyringLocked: null,
  }),
  vault: full,
  "vault-lower": full,
  "vault-bare": bare,
  "vault-closed": { ...keys, status: { ...READY, open: false } },
  "vault-passphrase": byPassphrase,
  "vault-trouble": troubled({ state: "masterMissing" }),
  "vault-none": { status: FRESH },
  "vault-backup-failed": {
    ...full,
    autoBackup: {
      folder: "/run/media/ada/Archive/keystow",
      keep: 1,
      lastAt: minutesAgo(60 * 24),
      lastFault: "notFound",
    },
  },
  "passphrase-set": keys,
  "passphrase-faults": keys,
  "passphrase-remove": { ...full, failing: { remove_passphrase: { kind: "lastSlot" } } },
  "passphrase-init": { status: FRESH_WITHOUT_KEYRING },
  "rotate-master": full,
  "rotate-done": { ...full, rotated: { oldEntryDeleted: false, checkpointed: false } },
  "rotate-code": full,
  "rotate-ask": full,
  "rotate-wrong": full,
  "start-new": troubled({ state: "vaultCorrupt", slots: [], recovery: "none" }),
  "start-new-done": troubled({ state: "vaultCorrupt", slots: [], recovery: "none" }),
  backup: keys,
  "backup-faults": {
    ...keys,
    failing: { back_up: { kind: "backup", fault: "fileExists", provider: null } },
  },
  "backup-done": keys,
  "auto-backup": keys,
  "auto-backup-stop": full,
  restore: { status: FRESH },
  "restore-wrong": keys,
  "restore-preview": preview,
  "restore-anew": {
    ...preview,
    ...troubled({ state: "vaultCorrupt", slots: [], recovery: "none" }),
    preview: {
      createdAt: minutesAgo(60 * 24 * 9),
      vaultOpens: false,
      rows: (preview.preview?.rows ?? []).map((row) => ({ ...row, change: "new" as const })),
    },
  },
  "restore-done": preview,
  doctor: keys,
  "doctor-lower": keys,
  "doctor-troubles": {
    ...bare,
    diagnosis: diagnosisWith(
      [
        { id: "keyring", problem: "keyringUnavailable", step: "startGnome", value: null },
        { id: "collection", problem: "noDefaultCollection", step: "setDefaultGnome", value: null },
        { id: "canary", problem: "canaryFailed", step: "restartKeyring", value: null },
        { id: "vault", problem: "masterMissing", step: "useRecoveryCode", value: null },
        {
          id: "recovery",
          problem: "recoveryUnconfirmed",
          step: "confirmRecoveryCode",
          value: null,
        },
        { id: "slots", problem: "onlyOneWayIn", step: "createRecoveryCode", value: "1" },
        { id: "permissions", problem: "openToOthers", step: "permit", value: "0755" },
        { id: "backup", problem: "backupFailed", step: "checkBackupFolder", value: "/mnt/nas" },
      ],
      { state: "masterMissing", slots: [slot("keyring", { lastVerifiedAt: null })] },
    ),
  },
  "doctor-looking": { ...keys, hanging: new Set(["diagnose"]) },
  "doctor-failed": { ...keys, failing: { diagnose: { kind: "vaultBusy" } } },
  "ways-passphrase": troubled({
    state: "keyringUnavailable",
    keyringBackend: null,
    keyringLocked: null,
    slots: ["keyring", "recovery", "passphrase"],
  }),
  "ways-wrong": troubled({
    state: "passphraseNeeded",
    keyringBackend: null,
    keyringLocked: null,
    slots: ["passphrase"],
    recovery: "none",
  }),
  "ways-all": troubled({
    state: "masterMissing",
    slots: ["keyring", "recovery", "passphrase"],
  }),
  "ways-bare": troubled({ state: "masterWrong", slots: ["keyring"], recovery: "none" }),
  "ways-first-run": { status: FRESH_WITHOUT_KEYRING },
  "ways-page": {
    ...troubled({ state: "vaultMissing", slots: [], recovery: "none" }),
    failing: { list_credentials: { kind: "vaultMissing" } },
  },
};
