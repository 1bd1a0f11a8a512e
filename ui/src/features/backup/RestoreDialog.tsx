import { useEffect, useRef, useState } from "react";
import { Button } from "../../components/Button";
import { PanelDialog } from "../../components/PanelDialog";
import { SecretField } from "../../components/SecretField";
import { useSpeech } from "../../i18n/useSpeech";
import { host, type RestorePreviewView, type RestoreReportView } from "../../ipc";
import { testid } from "../../test/testids";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { errorWords } from "../trouble/words";
import { useCommand } from "../vault/useCommand";
import { PathField } from "./PathField";
import { PreviewDialog } from "./PreviewDialog";
import { RestoredDialog } from "./RestoredDialog";
import { usePath } from "./usePath";

/** Chooses a backup, looks into it, restores it: three steps, and nothing changes before the last. */
export function RestoreDialog({ onClose }: { onClose: () => void }) {
  const speech = useSpeech();
  const { t } = speech;
  const { run, busy, error, forget } = useCommand();
  const place = usePath(error, forget);
  const passphrase = useRef<HTMLInputElement>(null);
  const [preview, setPreview] = useState<RestorePreviewView | null>(null);
  const [report, setReport] = useState<RestoreReportView | null>(null);
  const [empty, setEmpty] = useState(false);
  /** The shell holds what was read, until it is restored or this dialog has gone. */
  const held = useRef(false);
  const gone = useRef(false);

  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
      if (held.current) void discard();
    };
  }, []);

  if (report) return <RestoredDialog report={report} onClose={onClose} />;
  if (preview) {
    return (
      <PreviewDialog
        preview={preview}
        onRestored={(done) => {
          held.current = false;
          setReport(done);
        }}
        onOther={() => setPreview(null)}
        onClose={onClose}
      />
    );
  }
  const look = () => {
    const path = place.read();
    const typed = passphrase.current?.value ?? "";
    setEmpty(typed === "");
    if (path === null || typed === "") return;
    void run(
      async () => {
        const found = await host.previewRestore(path, typed);
        held.current = true;
        if (gone.current) await discard();
        return found;
      },
      setPreview,
      "",
    );
  };
  const pathError = place.missing
    ? t("backup.pathEmpty")
    : place.fault
      ? errorWords(speech, place.fault)
      : null;
  const wrong =
    (error?.kind === "backup" && error.fault === "wrongPassphrase") ||
    error?.kind === "invalidPassphrase"
      ? errorWords(speech, error)
      : null;
  return (
    <PanelDialog
      title={t("backup.restore.title")}
      explain={t("backup.restore.explain")}
      step="choose"
      testid={testid.restoreDialog}
      onClose={onClose}
      onSubmit={look}
      actions={
        <>
          <Button testid={testid.cancel} onClick={onClose}>
            {t("frame.action.cancel")}
          </Button>
          <Button type="submit" look="primary" testid={testid.restoreLook} aria-disabled={busy}>
            {t(busy ? "backup.restore.looking" : "backup.restore.look")}
          </Button>
        </>
      }
    >
      <PathField
        ref={place.ref}
        what="backupSource"
        label={t("backup.path")}
        value={place.path}
        error={pathError}
        onChange={place.set}
      />
      <SecretField
        ref={passphrase}
        label={t("backup.restore.passphrase")}
        testid={testid.passphraseInput}
        error={empty ? t("errors.passphrase.empty") : wrong}
        onEdit={() => {
          setEmpty(false);
          forget();
        }}
      />
      {error && !place.fault && !wrong ? (
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

async function discard(): Promise<void> {
  await host.discardRestore().catch(() => null);
}
