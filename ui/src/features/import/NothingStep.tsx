import { Button } from "../../components/Button";
import { PanelDialog } from "../../components/PanelDialog";
import { useSpeech } from "../../i18n/useSpeech";
import type { FoundKeysView } from "../../ipc";
import { testid } from "../../test/testids";
import { Problems } from "./Problems";
import type { SourceKind } from "./sources";

type NothingProps = Pick<FoundKeysView, "problems"> & {
  kind: SourceKind;
  onElsewhere: () => void;
  onClose: () => void;
};

/** One place held no key; there are others. */
export function NothingStep({ kind, problems, onElsewhere, onClose }: NothingProps) {
  const { t } = useSpeech();
  return (
    <PanelDialog
      title={t("imports.nothing.title")}
      explain={<p data-testid={testid.importNothing}>{t(`imports.nothing.${kind}`)}</p>}
      step="nothing"
      testid={testid.importDialog}
      onClose={onClose}
      onSubmit={onElsewhere}
      actions={
        <>
          <Button testid={testid.cancel} onClick={onClose}>
            {t("frame.action.close")}
          </Button>
          <Button type="submit" look="primary" testid={testid.importElsewhere} data-first="">
            {t("imports.preview.elsewhere")}
          </Button>
        </>
      }
    >
      <Problems problems={problems} />
    </PanelDialog>
  );
}
