import { Button } from "../../components/Button";
import { PanelDialog } from "../../components/PanelDialog";
import { PathBox } from "../../components/PathBox";
import { useSpeech } from "../../i18n/useSpeech";
import type { RestoreReportView } from "../../ipc";
import { testid } from "../../test/testids";

const COUNTS = ["added", "replaced", "kept"] as const;

/** What restoring has done, and where the vault of before lies. */
export function RestoredDialog({
  report,
  onClose,
}: {
  report: RestoreReportView;
  onClose: () => void;
}) {
  const { t, number } = useSpeech();
  return (
    <PanelDialog
      title={t("backup.restore.doneTitle")}
      explain={
        <>
          <ul data-testid={testid.restoreReport} className="figures">
            {COUNTS.filter((what) => report[what] > 0).map((what) => (
              <li key={what}>
                {t(`backup.restore.${what}`, { count: report[what], n: number(report[what]) })}
              </li>
            ))}
          </ul>
          {report.before ? (
            <>
              <p>{t("backup.restore.before")}</p>
              <PathBox path={report.before} testid={testid.restoreBefore} />
            </>
          ) : null}
          {report.fresh ? <p>{t("backup.restore.fresh")}</p> : null}
          {report.autoBackupOff ? <p>{t("backup.restore.autoBackupOff")}</p> : null}
        </>
      }
      step="done"
      testid={testid.restoreDialog}
      onClose={onClose}
      onSubmit={onClose}
      actions={
        <Button type="submit" look="primary" testid={testid.restoreDone} data-first="">
          {t("backup.restore.done")}
        </Button>
      }
    />
  );
}
