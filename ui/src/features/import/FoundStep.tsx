import { useState } from "react";
import { Button } from "../../components/Button";
import { PanelDialog } from "../../components/PanelDialog";
import { useSpeech } from "../../i18n/useSpeech";
import type { FoundKeysView, ImportPick, ImportReportView } from "../../ipc";
import { testid } from "../../test/testids";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { useCommand } from "../vault/useCommand";
import { FoundRows } from "./FoundRows";
import { Problems } from "./Problems";
import { asked, canPick, newPicks } from "./picks";

type FoundProps = {
  profile: string | null;
  found: FoundKeysView;
  store: (picks: ImportPick[]) => Promise<ImportReportView>;
  onStored: (report: ImportReportView) => void;
  /** Nothing is to be stored, and what the vault holds already lies in files too. */
  onCopies: () => void;
  onElsewhere: () => void;
  onClose: () => void;
};

/** What was found, masked, and what of it is to be stored. */
export function FoundStep(props: FoundProps) {
  const { profile, found, store, onStored, onCopies, onElsewhere, onClose } = props;
  const { t, number } = useSpeech();
  const { run, busy, error, forget } = useCommand();
  const { keys, problems } = found;
  const [picks, setPicks] = useState(() => newPicks(keys));
  const chosen = asked(keys, picks);
  const allSame = !keys.some(canPick);
  const copies = keys.some((key) => !canPick(key) && key.places.some(({ path }) => path !== null));
  const idle = allSame && !copies;
  const go = () => {
    if (chosen.length > 0) return void run(() => store(chosen), onStored, t("imports.report.late"));
    if (allSame) return copies ? onCopies() : onClose();
  };
  const label = () => {
    if (busy) return t("imports.preview.importing");
    if (idle) return t("frame.action.close");
    if (allSame) return t("imports.preview.next");
    return t("imports.preview.do", { count: chosen.length, n: number(chosen.length) });
  };
  const explain = () => {
    if (allSame) return t("imports.preview.allSame");
    return profile
      ? t("imports.preview.explainProfile", { profile })
      : t("imports.preview.explain");
  };
  return (
    <PanelDialog
      wide
      title={t("imports.preview.title", { count: keys.length, n: number(keys.length) })}
      explain={explain()}
      step="found"
      testid={testid.importDialog}
      onClose={onClose}
      onSubmit={go}
      actions={
        <>
          <Button testid={testid.importElsewhere} onClick={onElsewhere}>
            {t("imports.preview.elsewhere")}
          </Button>
          <Button
            type="submit"
            look="primary"
            testid={testid.importDo}
            aria-disabled={busy || (chosen.length === 0 && !allSame)}
          >
            {label()}
          </Button>
        </>
      }
    >
      <FoundRows
        keys={keys}
        picks={picks}
        onPicks={(next) => {
          if (!busy) setPicks(next);
        }}
      />
      <Problems problems={problems} />
      {error ? (
        <ErrorNotice
          error={error}
          testid={testid.formError}
          after={error.kind === "nothingFound" ? "" : t("imports.preview.kept")}
          onOpened={forget}
        />
      ) : null}
    </PanelDialog>
  );
}
