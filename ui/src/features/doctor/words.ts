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
};

/** Steps that this window can take by itself. */
const DOES = {
  useRecoveryCode: "useCode",
  restoreBackup: "restore",
  usePassphrase: "openPassphrase",
  setPassphrase: "setPassphrase",
  createRecoveryCode: "makeCode",
  confirmRecoveryCode: "makeCode",
  checkBackupFolder: "autoBackup",
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

/** What was found, in a sentence. */
export function messageOf({ t }: Speech, finding: Finding, { slots }: DiagnosisView): string {
  if (finding.problem !== null) return t(`doctor.problem.${finding.problem}`);
  const has = (kind: string) => slots.some((slot) => slot.kind === kind);
  switch (finding.id) {
    case "recovery":
    case "passphrase":
      return has(finding.id) ? t(`doctor.ok.${finding.id}`) : t(`doctor.none.${finding.id}`);
    case "backup":
      return finding.value === null ? t("doctor.none.backup") : t("doctor.ok.backup");
    default:
      return t(`doctor.ok.${finding.id}`);
  }
}

export function nextOf({ t }: Speech, { step }: Finding): string | null {
  return step === null ? null : t(`doctor.step.${step}`);
}

/** What this window can do about it, with the words on the button. */
export function deedOf({ t }: Speech, { step }: Finding): { task: Task; label: string } | null {
  if (!isDoable(step)) return null;
  const words = step === "confirmRecoveryCode" ? "createRecoveryCode" : step;
  return { task: DOES[step], label: t(`doctor.do.${words}`) };
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
