import { AskBefore } from "../../components/Dialogs";
import { useToast } from "../../components/Toast";
import { useSpeech } from "../../i18n/useSpeech";
import { host, useAutoBackup } from "../../ipc";
import { testid } from "../../test/testids";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { useCommand } from "../vault/useCommand";

export function StopAutoBackupDialog({ onClose }: { onClose: () => void }) {
  const { t } = useSpeech();
  const toast = useToast();
  const { data: auto } = useAutoBackup();
  const { run, busy, error, forget } = useCommand();
  const stop = () =>
    run(
      () => host.stopAutoBackup(),
      () => {
        toast(t("backup.auto.stopped"));
        onClose();
      },
      t("backup.auto.stopped"),
    );
  return (
    <AskBefore
      open
      onClose={onClose}
      title={t("backup.auto.stopTitle")}
      confirm={t("backup.auto.stopConfirm")}
      confirmTestid={testid.autoBackupStopConfirm}
      busy={busy}
      onConfirm={() => void stop()}
      error={
        error ? <ErrorNotice error={error} testid={testid.formError} onOpened={forget} /> : null
      }
    >
      {t("backup.auto.stopBody", { folder: auto?.folder ?? "" })}
    </AskBefore>
  );
}
