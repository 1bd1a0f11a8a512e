import { useState } from "react";
import { Button } from "../../components/Button";
import { PanelDialog } from "../../components/PanelDialog";
import { useSpeech } from "../../i18n/useSpeech";
import { host, type RotatedView, useVaultStatus } from "../../ipc";
import { testid } from "../../test/testids";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { RotatedReport } from "./RotatedReport";
import { useCommand } from "./useCommand";

export function RotateMasterDialog({ onClose }: { onClose: () => void }) {
  const { t } = useSpeech();
  const { data: status } = useVaultStatus();
  const { run, busy, error, forget } = useCommand();
  const [rotated, setRotated] = useState<RotatedView | null>(null);
  const backend = status?.keyringBackend ?? t("frame.lock.aKeyring");
  const title = t("vault.rotate.masterDone");
  if (rotated) return <RotatedReport title={title} rotated={rotated} onClose={onClose} />;
  return (
    <PanelDialog
      title={t("vault.rotate.masterTitle")}
      explain={t("vault.rotate.masterBody", { backend })}
      step="ask"
      testid={testid.rotateDialog}
      onClose={onClose}
      onSubmit={() => void run(() => host.rotateMaster(), setRotated, title)}
      actions={
        <>
          <Button testid={testid.cancel} onClick={onClose}>
            {t("frame.action.cancel")}
          </Button>
          <Button
            type="submit"
            look="primary"
            testid={testid.rotateConfirm}
            aria-disabled={busy}
            data-first=""
          >
            {t(busy ? "vault.rotate.changing" : "vault.rotate.masterConfirm")}
          </Button>
        </>
      }
    >
      {error ? <ErrorNotice error={error} testid={testid.formError} onOpened={forget} /> : null}
    </PanelDialog>
  );
}
