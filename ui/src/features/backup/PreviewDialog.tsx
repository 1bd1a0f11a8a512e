import { useId, useState } from "react";
import { Button } from "../../components/Button";
import { PanelDialog } from "../../components/PanelDialog";
import { useRelative } from "../../components/RelativeTime";
import { useSpeech } from "../../i18n/useSpeech";
import { host, type RestorePreviewView, type RestoreReportView, useVaultStatus } from "../../ipc";
import { testid } from "../../test/testids";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { useCommand } from "../vault/useCommand";
import { PreviewRows } from "./PreviewRows";

type PreviewProps = {
  preview: RestorePreviewView;
  onRestored: (report: RestoreReportView) => void;
  onOther: () => void;
  onClose: () => void;
};

/** What restoring would change, and the one question it leaves open. */
export function PreviewDialog({ preview, onRestored, onOther, onClose }: PreviewProps) {
  const { t, number } = useSpeech();
  const say = useRelative();
  const { data: status } = useVaultStatus();
  const { run, busy, error, forget } = useCommand();
  const [replace, setReplace] = useState(false);
  const { rows, vaultOpens } = preview;
  const count = (change: string) => rows.filter((row) => row.change === change).length;
  const differing = count("differs");
  const changed = count("new") + (replace ? differing : 0);
  // A vault that does not open is made anew, also for keys that this window takes for known.
  const total = vaultOpens ? changed : rows.length;
  const fresh = status?.state === "uninitialised";
  const note = () => {
    if (!vaultOpens) return t(fresh ? "backup.restore.first" : "backup.restore.anew");
    if (rows.length === 0) return t("backup.restore.empty");
    if (changed + differing === 0) return t("backup.restore.nothing");
    return changed === 0 ? t("backup.restore.nothingKept") : null;
  };
  const told = note();
  const idle = vaultOpens && changed + differing === 0;
  const label = () => {
    if (busy) return t("backup.restore.restoring");
    return idle
      ? t("frame.action.close")
      : t("backup.restore.do", { count: total, n: number(total) });
  };
  const restore = () => {
    if (idle) return onClose();
    if (total === 0) return;
    void run(() => host.restoreBackup(replace), onRestored, t("backup.restore.late"));
  };
  return (
    <PanelDialog
      title={t("backup.restore.previewTitle")}
      explain={
        <>
          <p>{t("backup.restore.made", { when: say(preview.createdAt) })}</p>
          {told ? (
            <p className="text-ink" data-testid={testid.restoreNote}>
              {told}
            </p>
          ) : null}
        </>
      }
      step="preview"
      testid={testid.restoreDialog}
      onClose={onClose}
      onSubmit={restore}
      actions={
        <>
          <Button testid={testid.restoreOther} onClick={onOther}>
            {t("backup.restore.other")}
          </Button>
          <Button
            type="submit"
            look="primary"
            testid={testid.restoreDo}
            aria-disabled={busy || (total === 0 && !idle)}
          >
            {label()}
          </Button>
        </>
      }
    >
      {rows.length > 0 ? <PreviewRows rows={rows} /> : null}
      {vaultOpens && differing > 0 ? <Choice replace={replace} onChoose={setReplace} /> : null}
      {error ? <ErrorNotice error={error} testid={testid.formError} onOpened={forget} /> : null}
    </PanelDialog>
  );
}

function Choice({ replace, onChoose }: { replace: boolean; onChoose: (replace: boolean) => void }) {
  const { t } = useSpeech();
  const id = useId();
  const options = [
    { value: false, label: t("backup.restore.keep"), hint: null, testid: testid.restoreKeep },
    {
      value: true,
      label: t("backup.restore.replace"),
      hint: t("backup.restore.replaceHint"),
      testid: testid.restoreReplace,
    },
  ];
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 font-medium">{t("backup.restore.choice")}</legend>
      {options.map((option) => (
        <div key={option.testid} className="flex gap-2.5">
          <input
            id={`${id}-${option.value}`}
            type="radio"
            name={id}
            checked={replace === option.value}
            data-testid={option.testid}
            aria-describedby={option.hint ? `${id}-hint` : undefined}
            onChange={() => onChoose(option.value)}
            className="mt-0.5 size-4 shrink-0 accent-accent"
          />
          <div className="min-w-0">
            <label htmlFor={`${id}-${option.value}`}>{option.label}</label>
            {option.hint ? (
              <p id={`${id}-hint`} className="text-small text-muted">
                {option.hint}
              </p>
            ) : null}
          </div>
        </div>
      ))}
    </fieldset>
  );
}
