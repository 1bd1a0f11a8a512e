import type { Tone } from "../../components/StatusMark";
import type { Speech } from "../../i18n/useSpeech";
import type { DiagnosisView, Finding, Problem, Step } from "../../ipc";
import type { Task } from "../vault/tasks";

type Weight = "attention" | "broken";

/** How bad each problem is; a new one fails the build until it stands here and has words. */
const WEIGHT: Record<Problem, Weight> = {
  keyringLocked: "attention",
  keyringUnavailable: "attention",
  keyringTimeout: "attention",
  keyringDenied: "attention",
  keyringFailed: "attention",
  noDefaultCollection: "attention",
  canaryFailed: "broken",
  slowKeyring: "attention",
  masterMissing: "broken",
  masterWrong: "broken",
  masterCorrupt: "broken",
  slotCorrupt: "broken",
  vaultMissing: "broken",
  vaultNewer: "broken",
  vaultCorrupt: "broken",
  vaultReadOnly: "attention",
  vaultBusy: "attention",
  diskFull: "attention",
  passphraseNeeded: "attention",
  onlyOneWayIn: "attention",
  recoveryUnconfirmed: "attention",
  recordsDamaged: "broken",
  notIntact: "broken",
  openToOthers: "attention",
  coreFilesOn: "attention",
  backupFailed: "attention",
  backupOff: "attention",
};

/** Steps that this window can take by itself. */
const DOES = {
  useRecoveryCode: "useCode",
  restoreBackup: "restore",
  restoreVaultFile: "restore",
  usePassphrase: "openPassphrase",
  setPassphrase: "setPassphrase",
  createRecoveryCode: "makeCode",
  confirmRecoveryCode: "makeCode",
  checkBackupFolder: "autoBackup",
  setAutoBackup: "autoBackup",
} as const satisfies Partial<Record<Step, Task>>;

type Doable = keyof typeof DOES;

const isDoable = (step: Step | null): step is Doable => step !== null && Object.hasOwn(DOES, step);

export function weightOf(finding: Finding): "ok" | Weight {
  return finding.problem === null ? "ok" : WEIGHT[finding.problem];
}

export const TONE: Record<"ok" | Weight, Tone> = {
  ok: "valid",
  attention: "warning",
  broken: "invalid",
};

/** What was found, in a sentence or two. */
export function messageOf({ t }: Speech, { id, problem }: Finding, found: DiagnosisView): string {
  if (problem !== null) {
    const said = t(`doctor.problem.${problem}`);
    return id === "vault" && isKeyring(problem) ? `${t("doctor.closed")} ${said}` : said;
  }
  if (id === "vault" && found.state === "uninitialised") return t("doctor.noVault");
  return t(`doctor.ok.${id}`);
}

const isKeyring = (problem: Problem) => problem.startsWith("keyring");

export function nextOf({ t }: Speech, { step }: Finding): string | null {
  return step === null ? null : t(`doctor.step.${step}`);
}

/** What this window can do about it, with the words on the button. */
export function deedOf(
  { t }: Speech,
  { step }: Finding,
  { state }: DiagnosisView,
): { task: Task; label: string } | null {
  if (!isDoable(step)) return null;
  const task = DOES[step];
  const fresh = state === "uninitialised" && task === "setPassphrase";
  return { task: fresh ? "initPassphrase" : task, label: t(`doctor.do.${task}`) };
}

/** The whole of it as lines for whoever helps: the codes as they are, and nothing secret. */
export function reportOf(
  { state, findings, slots }: DiagnosisView,
  facts: readonly [string, string | null][],
): string {
  return [
    `state: ${state}`,
    ...facts.map(([name, value]) => `${name}: ${value ?? "unknown"}`),
    ...findings.map(({ id, problem, step, value }) =>
      [
        `${id}: ${problem ?? "ok"}`,
        value === null ? "" : ` (${value})`,
        step === null ? "" : ` -> ${step}`,
      ].join(""),
    ),
    ...slots.map(
      (slot) =>
        `slot ${slot.kind}: created ${slot.createdAt}, confirmed ${slot.confirmedAt ?? "never"}, verified ${slot.lastVerifiedAt ?? "never"}`,
    ),
  ].join("\n");
}
