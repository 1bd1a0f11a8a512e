import type { LoanView } from "../src/ipc";
import {
  ALL_PROVIDERS,
  credential,
  type FakeState,
  GROQ_MODELS,
  LOANS,
  loan,
  manyLoans,
  minutesAgo,
  SETTINGS,
  valid,
} from "../src/ipc/fake";

const base: Partial<FakeState> = {
  providers: ALL_PROVIDERS,
  credentials: [
    valid("anthropic"),
    valid("groq", { lastUsedAt: minutesAgo(4) }),
    valid("openai", { models: 61 }),
  ],
  models: { groq: GROQ_MODELS },
  loans: [...LOANS],
};

const several: Partial<FakeState> = {
  ...base,
  elsewhere: {
    work: [valid("openai", { profile: "work" }), valid("mistral", { profile: "work" })],
    "customer-with-a-very-long-name-that-has-to-be-cut-somewhere-2026": [],
  },
  profiles: [
    { name: "default", isDefault: true, credentials: 3 },
    {
      name: "customer-with-a-very-long-name-that-has-to-be-cut-somewhere-2026",
      isDefault: false,
      credentials: 0,
    },
    { name: "work", isDefault: false, credentials: 2 },
  ],
  loans: [
    loan("mistral", { profile: "work", purpose: "get", time: minutesAgo(1) }),
    ...LOANS,
    loan("openai", { profile: "work", purpose: "copy", time: minutesAgo(60 * 24 * 11) }),
  ],
};

const LONG = "a-folder-with-a-very-long-name/".repeat(12);
const long: LoanView[] = [
  loan("openrouter", {
    name: "A Provider With A Name Of Exactly Sixty Characters, No Less.",
    profile: "customer-with-a-very-long-name-that-has-to-be-cut-somewhere-2026",
    program: `/home/ada/${LONG}a-program-whose-own-name-is-as-long-as-names-of-files-can-be-in-earnest-and-then-some-more`,
    parent: `/opt/${LONG}parent`,
    cwd: `/srv/${LONG}`,
  }),
  loan("groq", {
    program: "/tmp/\u202Egnp.tset\u202C/evil\u001b[31m\\bash",
    parent: "/usr/bin/\u2066sh\u2069",
    cwd: "/home/ada/ünïcödé 模型",
  }),
  loan("custom:gateway", { name: "gateway", purpose: "library" }),
];

/** The access log, and the profiles that keys belong to. */
export const activityScenes: Record<string, Partial<FakeState>> = {
  activity: base,
  "activity-several": several,
  "activity-filters": several,
  "activity-filtered": several,
  "activity-no-match": several,
  "activity-many": { ...base, loans: manyLoans(10_000) },
  "activity-long": { ...several, loans: long },
  "activity-empty": { ...base, loans: [] },
  "activity-loading": { ...base, hanging: new Set(["list_loans"]) },
  "activity-error": { ...base, failing: { list_loans: { kind: "vaultBusy" } } },
  "activity-clear": { ...base, settings: { ...SETTINGS, logDays: 0 } },
  "activity-clear-failed": { ...base, failing: { clear_loans: { kind: "vaultReadOnly" } } },
  "activity-never": { ...base, credentials: [credential("groq"), valid("openai")] },
  "activity-last-used": base,
  "activity-preferences": base,
};

export const profileScenes: Record<string, Partial<FakeState>> = {
  "profiles-menu": several,
  "profiles-manage": several,
  "profiles-one": base,
  "profiles-error": { ...several, failing: { set_default_profile: { kind: "vaultReadOnly" } } },
  "profiles-rename": several,
  "profiles-rename-fault": several,
  "profiles-remove": several,
  "profiles-remove-keys": several,
  "profiles-remove-needed": several,
  "another-menu": several,
  another: several,
  "another-new": several,
  "another-fault": several,
  "another-made": { ...several, failing: { create_credential: { kind: "keyringLocked" } } },
  "another-taken": {
    ...several,
    failing: {
      create_credential: { kind: "credentialExists", profile: "work", provider: "groq" },
    },
  },
  "another-offer": several,
};
