import { Button } from "../../components/Button";
import { PanelDialog } from "../../components/PanelDialog";
import { useSpeech } from "../../i18n/useSpeech";
import type { RotatedView } from "../../ipc";
import { testid } from "../../test/testids";

type ReportProps = { title: string; rotated: RotatedView; onClose: () => void };

/** What was changed, and what of the old is still there for now. */
export function RotatedReport({ title, rotated, onClose }: ReportProps) {
  const { t } = useSpeech();
  const { oldEntryDeleted, checkpointed } = rotated;
  return (
    <PanelDialog
      title={title}
      explain={
        <>
          {oldEntryDeleted && checkpointed ? <p>{t("vault.rotate.allDone")}</p> : null}
          {oldEntryDeleted ? null : <p>{t("vault.rotate.oldEntryKept")}</p>}
          {checkpointed ? null : <p>{t("vault.rotate.notCheckpointed")}</p>}
        </>
      }
      step="done"
      testid={testid.rotateDialog}
      onClose={onClose}
      onSubmit={onClose}
      actions={
        <Button type="submit" look="primary" testid={testid.rotateDone} data-first="">
          {t("frame.action.done")}
        </Button>
      }
    />
  );
}
