import { useState } from "react";
import { Button } from "../../components/Button";
import { PanelDialog } from "../../components/PanelDialog";
import { useSpeech } from "../../i18n/useSpeech";
import { host, type RotatedView, type RotationPlanView } from "../../ipc";
import { testid } from "../../test/testids";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { RekeyDialog } from "./RekeyDialog";
import { RotatedReport } from "./RotatedReport";
import { useCommand } from "./useCommand";

/** Changes the data key: what that is, what it asks of the owner, what came of it. */
export function RotateDataKeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useSpeech();
  const { run, busy, error, forget } = useCommand();
  const [plan, setPlan] = useState<RotationPlanView | null>(null);
  const [rotated, setRotated] = useState<RotatedView | null>(null);
  if (rotated) {
    return <RotatedReport title={t("vault.rotate.dataDone")} rotated={rotated} onClose={onClose} />;
  }
  if (plan) {
    return (
      <RekeyDialog
        plan={plan}
        onDone={setRotated}
        onStale={() => setPlan(null)}
        onClose={onClose}
      />
    );
  }
  const prepare = () =>
    run(() => host.prepareDataKeyRotation(), setPlan, t("vault.rotate.dataUnchanged"));
  return (
    <PanelDialog
      title={t("vault.rotate.dataTitle")}
      explain={
        <>
          <p>{t("vault.rotate.dataBody")}</p>
          <p>{t("vault.rotate.dataUnchanged")}</p>
        </>
      }
      step="explain"
      testid={testid.rotateDialog}
      onClose={onClose}
      onSubmit={() => void prepare()}
      actions={
        <>
          <Button testid={testid.cancel} onClick={onClose}>
            {t("frame.action.cancel")}
          </Button>
          <Button
            type="submit"
            look="primary"
            testid={testid.rotateBegin}
            aria-disabled={busy}
            data-first=""
          >
            {t(busy ? "vault.rotate.preparing" : "vault.rotate.dataBegin")}
          </Button>
        </>
      }
    >
      {error ? <ErrorNotice error={error} testid={testid.formError} onOpened={forget} /> : null}
    </PanelDialog>
  );
}
