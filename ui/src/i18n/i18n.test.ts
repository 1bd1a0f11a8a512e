import { expect, test } from "vitest";
import { troubleStates } from "../features/trouble/states";
import type {
  BaseUrlFault,
  CommandError,
  FaultOf,
  FindingId,
  FoundState,
  KeyFault,
  LendPolicy,
  LoanPurpose,
  Problem,
  Removed,
  Status,
  Step,
  Verdict,
} from "../ipc";
import { createTranslator, spokenLanguage } from ".";
import { de } from "./de";
import { en } from "./en";

type Tree = { [key: string]: string | Tree };

function leaves(tree: Tree, path = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[path + key, value]] : leaves(value, `${path}${key}.`),
  );
}

const english = new Map(leaves(en));
const german = new Map(leaves(de));

/** A record over a union fails the build when the union gains a member. */
const names = <K extends string>(record: Record<K, true>) => Object.keys(record);

const verdicts = names<Verdict>({
  accepted: true,
  no_key_needed: true,
  limited_scope: true,
  no_credit: true,
  rejected: true,
  blocked: true,
  rate_limited: true,
  unreachable: true,
  provider_down: true,
  unexpected: true,
  unverifiable: true,
});
const statuses = names<Status>({
  unchecked: true,
  checking: true,
  valid: true,
  invalid: true,
  error: true,
});
const faults = names<KeyFault["fault"]>({
  empty: true,
  severalLines: true,
  innerSpace: true,
  control: true,
  notAscii: true,
  tooLong: true,
  looksLikeUrl: true,
});
const baseUrlFaults = names<BaseUrlFault>({
  empty: true,
  notAUrl: true,
  notHttps: true,
  userInfo: true,
  query: true,
  fragment: true,
  noHost: true,
  tooLong: true,
});
const removed = names<Removed>({
  space: true,
  invisible: true,
  assignment: true,
  quotes: true,
  header: true,
  scheme: true,
  semicolon: true,
});
const otherKinds = names<
  Exclude<
    CommandError["kind"],
    | "uninitialised"
    | "invalidPassphrase"
    | "invalidCode"
    | "backup"
    | "invalidHeader"
    | "invalidProxy"
    | "importSource"
    | (typeof troubleStates)[number]
  >
>({
  noSuchProvider: true,
  noSuchProfile: true,
  noSuchCredential: true,
  noKey: true,
  unprovedBaseUrl: true,
  credentialExists: true,
  profileExists: true,
  invalidProfileName: true,
  invalidKey: true,
  invalidBaseUrl: true,
  keyNotProved: true,
  baseUrlNeeded: true,
  noSuchRegion: true,
  invalidAccountId: true,
  invalidDate: true,
  invalidEndpointName: true,
  invalidModelsPath: true,
  endpointExists: true,
  endpointInUse: true,
  endpointHasBaseUrl: true,
  invalidCaFile: true,
  invalidLabel: true,
  clipboardUnavailable: true,
  passphraseWrong: true,
  noPassphraseSlot: true,
  codeOfAnotherVault: true,
  noRecoverySlot: true,
  noKeyringSlot: true,
  lastSlot: true,
  vaultOpens: true,
  alreadyInitialised: true,
  groupsDiffer: true,
  nothingPrepared: true,
  profileInUse: true,
  defaultProfile: true,
  lendingForbidden: true,
  invalidNote: true,
  nothingFound: true,
  cannotTry: true,
  invalidPrompt: true,
  tryFailed: true,
  unexpected: true,
});
const passphraseFaults = names<FaultOf<"invalidPassphrase">>({
  empty: true,
  tooShort: true,
  tooLong: true,
  control: true,
});
const headerFaults = names<FaultOf<"invalidHeader">>({
  name: true,
  reserved: true,
  value: true,
  twice: true,
});
const proxyFaults = names<FaultOf<"invalidProxy">>({ address: true, password: true });
const importFaults = names<FaultOf<"importSource">>({
  notFound: true,
  notAFile: true,
  tooLarge: true,
  notText: true,
  unreadable: true,
  malformed: true,
  address: true,
  shell: true,
});
const purposes = names<LoanPurpose>({
  library: true,
  get: true,
  run: true,
  copy: true,
  reveal: true,
  try: true,
  other: true,
});
const codeFaults = names<FaultOf<"invalidCode">>({
  empty: true,
  badCharacter: true,
  length: true,
  checksum: true,
});
const backupFaults = names<FaultOf<"backup">>({
  wrongPassphrase: true,
  damaged: true,
  notABackup: true,
  newer: true,
  tooSlow: true,
  unknownProvider: true,
  vaultChanged: true,
  fileExists: true,
  notFound: true,
  unreadable: true,
  unwritable: true,
  diskFull: true,
});
const foundStates = names<FoundState>({ new: true, same: true, other: true });
const lendPolicies = names<LendPolicy>({ allow: true, named: true, never: true });
const findings = names<FindingId>({
  keyring: true,
  collection: true,
  canary: true,
  deadline: true,
  vault: true,
  slots: true,
  recovery: true,
  passphrase: true,
  records: true,
  integrity: true,
  permissions: true,
  process: true,
  backup: true,
});
const problems = names<Problem>({
  keyringLocked: true,
  keyringUnavailable: true,
  keyringTimeout: true,
  keyringDenied: true,
  keyringFailed: true,
  noDefaultCollection: true,
  canaryFailed: true,
  slowKeyring: true,
  masterMissing: true,
  masterWrong: true,
  masterCorrupt: true,
  slotCorrupt: true,
  vaultMissing: true,
  vaultNewer: true,
  vaultCorrupt: true,
  vaultReadOnly: true,
  vaultBusy: true,
  diskFull: true,
  passphraseNeeded: true,
  onlyOneWayIn: true,
  recoveryUnconfirmed: true,
  recordsDamaged: true,
  notIntact: true,
  openToOthers: true,
  coreFilesOn: true,
  backupFailed: true,
  backupOff: true,
});
const nextSteps = names<Step>({
  unlockGnome: true,
  unlockKde: true,
  unlockKeepassxc: true,
  unlockKeyring: true,
  startGnome: true,
  startKde: true,
  startKeepassxc: true,
  installKeyring: true,
  desktopSession: true,
  flatpakPermission: true,
  setDefaultGnome: true,
  setDefaultKde: true,
  setDefaultKeepassxc: true,
  setDefault: true,
  restartKeyring: true,
  answerPrompt: true,
  useRecoveryCode: true,
  restoreBackup: true,
  restoreVaultFile: true,
  usePassphrase: true,
  setPassphrase: true,
  createRecoveryCode: true,
  confirmRecoveryCode: true,
  replaceKey: true,
  update: true,
  permit: true,
  closeOther: true,
  freeSpace: true,
  checkBackupFolder: true,
  setAutoBackup: true,
  reportBug: true,
});

test("both languages have the same keys", () => {
  expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
});

test("both languages fill in the same figures and names", () => {
  const holes = (text: string | undefined) =>
    [...(text ?? "").matchAll(/{{(\w+)}}/g)].map(String).sort();
  for (const [key, text] of english) {
    expect(holes(german.get(key)), key).toEqual(holes(text));
  }
});

test("no word is missing and none is left untranslated by accident", () => {
  const mayBeEmpty = new Set(["check.next.accepted", "check.next.no_key_needed"]);
  const sameInBoth = new Set(["frame.app", "frame.time.milliseconds", "frame.time.seconds"]);
  for (const [key, text] of english) {
    if (mayBeEmpty.has(key)) continue;
    expect(text.trim(), key).not.toBe("");
    expect(german.get(key)?.trim(), key).not.toBe("");
    if (text.length > 24 && !sameInBoth.has(key)) expect(german.get(key), key).not.toBe(text);
  }
});

test("nothing shouts", () => {
  for (const [key, text] of [...english, ...german]) expect(text, key).not.toContain("!");
});

test.each([
  ["verdict headline", verdicts, "check.verdict."],
  ["verdict next step", verdicts, "check.next."],
  ["verdict short word", verdicts, "check.short."],
  ["status", statuses, "check.status."],
  ["fault of a key", faults, "errors.fault."],
  ["fault of a base URL", baseUrlFaults, "errors.baseUrl."],
  ["thing removed from a paste", removed, "form.removed."],
  ["kind of error", otherKinds, "errors.kind."],
  ["fault of a passphrase", passphraseFaults, "errors.passphrase."],
  ["fault of a header", headerFaults, "errors.header."],
  ["fault of a proxy", proxyFaults, "errors.proxy."],
  ["fault of a place with keys", importFaults, "errors.import."],
  ["purpose of a loan", purposes, "activity.purpose."],
  ["fault of a recovery code", codeFaults, "errors.code."],
  ["fault of a backup", backupFaults, "errors.backup."],
  ["state of a found key", foundStates, "imports.preview.group."],
  ["lend policy", lendPolicies, "lend."],
  ["name of a finding", findings, "doctor.name."],
  ["finding in order", findings, "doctor.ok."],
  ["problem", problems, "doctor.problem."],
  ["next step", nextSteps, "doctor.step."],
])("every %s has words in both languages", (_what, members, prefix) => {
  for (const member of members) {
    expect(english.has(prefix + member), prefix + member).toBe(true);
    expect(german.has(prefix + member), prefix + member).toBe(true);
  }
});

test("every state of the vault has a title, a meaning and an action in both languages", () => {
  expect(troubleStates).toHaveLength(16);
  for (const state of troubleStates) {
    for (const part of ["title", "meaning", "action"]) {
      const key = `trouble.state.${state}.${part}`;
      expect(english.get(key), key).toBeTruthy();
      expect(german.get(key), key).toBeTruthy();
    }
  }
});

test("the system's language is spoken where it is known, English elsewhere", () => {
  expect(spokenLanguage("system", "de-AT")).toBe("de");
  expect(spokenLanguage("system", "fr-FR")).toBe("en");
  expect(spokenLanguage("de", "en-GB")).toBe("de");
});

test("a translator fills in names and counts", () => {
  const { t } = createTranslator("de");
  expect(t("check.verdict.rejected", { provider: "Groq" })).toBe("Von Groq abgelehnt");
  expect(t("keys.row.models", { count: 1, n: "1" })).toBe("1 Modell");
  expect(t("keys.row.models", { count: 12, n: "12" })).toBe("12 Modelle");
  expect(t("keys.progress.started", { count: 1, n: "1" })).toBe("1 Schlüssel wird geprüft");
  expect(t("keys.progress.ended", { count: 3, n: "3" })).toBe("Alle 3 Schlüssel sind geprüft");
});
