import { useToast } from "../../components/Toast";
import { useSpeech } from "../../i18n/useSpeech";
import { host } from "../../ipc";
import { PassphraseDialog } from "./PassphraseDialog";
import { usePutStatus } from "./useCommand";

/** A vault without a keyring: always its owner's own choice, told what it means. */
export function InitPassphraseDialog({ onClose }: { onClose: () => void }) {
  const { t } = useSpeech();
  const toast = useToast();
  const putStatus = usePutStatus();
  return (
    <PassphraseDialog
      title={t("passphrase.initTitle")}
      explain={t("passphrase.initExplain")}
      submit={t("passphrase.init")}
      busy={t("passphrase.initing")}
      late={t("passphrase.initDone")}
      send={host.initWithPassphrase}
      onDone={(status) => {
        putStatus(status);
        toast(t("passphrase.initDone"));
        onClose();
      }}
      onClose={onClose}
    />
  );
}
