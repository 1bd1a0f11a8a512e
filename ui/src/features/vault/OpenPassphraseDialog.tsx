import { Button } from "../../components/Button";
import { PanelDialog } from "../../components/PanelDialog";
import { SecretField } from "../../components/SecretField";
import { useSpeech } from "../../i18n/useSpeech";
import { testid } from "../../test/testids";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { useOpenWithPassphrase } from "./useOpenWithPassphrase";

export function OpenPassphraseDialog({ onClose }: { onClose: () => void }) {
  const { t } = useSpeech();
  const { field, open, busy, error, fault, forget } = useOpenWithPassphrase((asks) => {
    if (!asks) onClose();
  });
  return (
    <PanelDialog
      title={t("passphrase.openTitle")}
      explain={t("passphrase.openExplain")}
      testid={testid.passphraseDialog}
      onClose={onClose}
      onSubmit={open}
      actions={
        <>
          <Button testid={testid.cancel} onClick={onClose}>
            {t("frame.action.cancel")}
          </Button>
          <Button type="submit" look="primary" testid={testid.passphraseOpen} aria-disabled={busy}>
            {t(busy ? "passphrase.opening" : "passphrase.open")}
          </Button>
        </>
      }
    >
      <SecretField
        ref={field}
        first
        label={t("passphrase.field")}
        testid={testid.passphraseInput}
        error={fault}
        onEdit={forget}
      />
      {error && !fault ? (
        <ErrorNotice
          error={error}
          testid={testid.formError}
          after={t("vault.kept")}
          onOpened={forget}
        />
      ) : null}
    </PanelDialog>
  );
}
