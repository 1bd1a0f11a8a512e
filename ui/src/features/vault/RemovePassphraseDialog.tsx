import { AskBefore } from "../../components/Dialogs";
import { useToast } from "../../components/Toast";
import { useSpeech } from "../../i18n/useSpeech";
import { host } from "../../ipc";
import { testid } from "../../test/testids";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { useCommand } from "./useCommand";

export function RemovePassphraseDialog({ onClose }: { onClose: () => void }) {
  const { t } = useSpeech();
  const toast = useToast();
  const { run, busy, error, forget } = useCommand();
  const remove = () =>
    run(
      () => host.removePassphrase(),
      () => {
        toast(t("passphrase.removed"));
        onClose();
      },
      t("passphrase.removed"),
    );
  return (
    <AskBefore
      open
      onClose={onClose}
      title={t("passphrase.removeTitle")}
      confirm={t(busy ? "passphrase.removing" : "passphrase.remove")}
      confirmTestid={testid.passphraseRemove}
      busy={busy}
      onConfirm={() => void remove()}
      error={
        error ? <ErrorNotice error={error} testid={testid.formError} onOpened={forget} /> : null
      }
    >
      {t("passphrase.removeBody")}
    </AskBefore>
  );
}
