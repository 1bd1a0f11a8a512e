import { useState } from "react";
import { useToast } from "../../components/Toast";
import { useSpeech } from "../../i18n/useSpeech";
import { host, useVaultStatus } from "../../ipc";
import { PassphraseDialog } from "./PassphraseDialog";

export function SetPassphraseDialog({ onClose }: { onClose: () => void }) {
  const { t } = useSpeech();
  const toast = useToast();
  const { data: status } = useVaultStatus();
  const [changes] = useState(status?.slots.includes("passphrase") ?? false);
  return (
    <PassphraseDialog
      title={t(changes ? "passphrase.changeTitle" : "passphrase.setTitle")}
      explain={t("passphrase.setExplain")}
      submit={t("passphrase.set")}
      busy={t("passphrase.setting")}
      late={t("passphrase.setDone")}
      send={host.setPassphrase}
      onDone={() => {
        toast(t("passphrase.setDone"));
        onClose();
      }}
      onClose={onClose}
    />
  );
}
