import { useEffect, useRef } from "react";
import { Button } from "../../components/Button";
import { PanelDialog } from "../../components/PanelDialog";
import { useSpeech } from "../../i18n/useSpeech";
import type { FoundKeysView, ImportSource } from "../../ipc";
import { testid } from "../../test/testids";
import { PathField } from "../backup/PathField";
import { usePath } from "../backup/usePath";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { errorWords } from "../trouble/words";
import { useCommand } from "../vault/useCommand";
import { SourceChoice } from "./SourceChoice";
import type { SourceKind } from "./sources";

type ChooseProps = {
  kind: SourceKind;
  path: string;
  /** Whether to look without a click: it was made elsewhere. */
  atOnce: boolean;
  find: (source: ImportSource) => Promise<FoundKeysView>;
  onKind: (kind: SourceKind) => void;
  onPath: (path: string) => void;
  onFound: (found: FoundKeysView) => void;
  onClose: () => void;
};

/** Where to look. Before the owner says so, nothing is looked at. */
export function ChooseStep(props: ChooseProps) {
  const { kind, find, onKind, onPath, onFound, onClose } = props;
  const speech = useSpeech();
  const { t } = speech;
  const { run, busy, error, forget } = useCommand();
  const place = usePath(error, forget, props.path);
  const look = () => {
    const path = kind === "file" ? place.read() : "";
    if (path === null) return;
    void run(() => find(kind === "file" ? { kind, path } : { kind }), onFound, "");
  };

  const atOnce = useRef(props.atOnce);
  const lookNow = useRef(look);
  useEffect(() => {
    if (atOnce.current) lookNow.current();
    atOnce.current = false;
  }, []);

  const fault = place.missing ? t("backup.pathEmpty") : null;
  const elsewhere = error && !(kind === "file" && place.fault) ? error : null;
  return (
    <PanelDialog
      title={t("imports.title")}
      explain={t("imports.choose.explain")}
      step="choose"
      testid={testid.importDialog}
      onClose={onClose}
      onSubmit={look}
      actions={
        <>
          <Button testid={testid.cancel} onClick={onClose}>
            {t("frame.action.cancel")}
          </Button>
          <Button type="submit" look="primary" testid={testid.importLook} aria-disabled={busy}>
            {t(busy ? "imports.choose.looking" : "imports.choose.look")}
          </Button>
        </>
      }
    >
      <SourceChoice
        kind={kind}
        onChoose={(next) => {
          if (busy) return;
          forget();
          onKind(next);
        }}
      >
        <PathField
          ref={place.ref}
          what="keyFile"
          label={t("backup.path")}
          value={place.path}
          error={fault ?? (place.fault ? errorWords(speech, place.fault) : null)}
          onChange={(path) => {
            place.set(path);
            onPath(path);
          }}
        />
      </SourceChoice>
      {elsewhere ? (
        <ErrorNotice error={elsewhere} testid={testid.formError} onOpened={forget} />
      ) : null}
    </PanelDialog>
  );
}
