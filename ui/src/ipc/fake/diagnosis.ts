import type { DiagnosisView, FindingId } from "../bindings";
import { minutesAgo } from "./fixtures";

const ORDER: readonly [FindingId, string | null][] = [
  ["keyring", "GNOME Keyring"],
  ["collection", null],
  ["canary", null],
  ["deadline", "14 ms"],
  ["vault", "/home/ada/.local/share/keystow/vault.db"],
  ["slots", null],
  ["recovery", null],
  ["passphrase", null],
  ["records", "4"],
  ["integrity", "vault.db, vault.db-wal"],
  ["permissions", null],
  ["backup", "/run/media/ada/Archive/keystow"],
  ["process", null],
];

export const healthy: DiagnosisView = {
  state: "ready",
  findings: ORDER.map(([id, value]) => ({ id, problem: null, step: null, value })),
  slots: [
    {
      kind: "keyring",
      createdAt: minutesAgo(60 * 24 * 3),
      confirmedAt: null,
      lastVerifiedAt: minutesAgo(4),
    },
    {
      kind: "recovery",
      createdAt: minutesAgo(60 * 24 * 3),
      confirmedAt: minutesAgo(60 * 24 * 2),
      lastVerifiedAt: null,
    },
  ],
};

/** The healthy one, with some findings as they are in trouble. */
export function diagnosisWith(
  troubles: readonly DiagnosisView["findings"][number][],
  change: Partial<DiagnosisView> = {},
): DiagnosisView {
  const findings = healthy.findings.map(
    (finding) => troubles.find((each) => each.id === finding.id) ?? finding,
  );
  return { ...healthy, ...change, findings };
}
