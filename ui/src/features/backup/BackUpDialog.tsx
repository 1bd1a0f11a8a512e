import { useState } from "react";
import { Button } from "../../components/Button";
import { PanelDialog } from "../../components/PanelDialog";
import { PathBox } from "../../components/PathBox";
import { useSpeech } from "../../i18n/useSpeech";
import { type BackupView, host } from "../../ipc";
import { testid } from "../../test/testids";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { errorWords } from "../trouble/words";
import { NewPassphrase } from "../vault/NewPassphrase";
import { useCommand } from "../vault/useCommand";
import { useNewPassphrase } from "../vault/useNewPassphrase";
import { PathField } from "./PathField";
import { usePath } from "./usePath";

/** Writes all keys into one sealed file, and says that it was read back. */
export function BackUpDialog({ onClose }: { onClose: () => void }) {
  const speech = useSpeech();
  const { t, number } = speech;
  const { run, busy, error, forget } = useCommand();
  const place = usePath(error, forget);
  const entry = useNewPassphrase(error, forget);
  const [written, setWritten] = useState<BackupView | null>(null);

  const write = () => {
    const path = place.read();
    const typed = entry.read();
    if (path === null || typed === null) return;
    void run(() => host.backUp(path, typed), setWritten, t("backup.now.late"));
  };
  if (written) {
    const count = written.credentials;
    return (
      <PanelDialog
        title={t("backup.now.doneTitle")}
        explain={
          <>
            <p>{t("backup.now.done", { count, n: number(count) })}</p>
            <PathBox path={written.path} testid={testid.backupPath} />
          </>
        }
        step="done"
        testid={testid.backupDialog}
        onClose={onClose}
        onSubmit={onClose}
        actions={
          <Button type="submit" look="primary" testid={testid.backupDone} data-first="">
            {t("frame.action.done")}
          </Button>
        }
      />
    );
  }
  const pathError = place.missing
    ? t("backup.pathEmpty")
    : place.fault
      ? errorWords(speech, place.fault)
      : null;
  const elsewhere = error && !place.fault && error.kind !== "invalidPassphrase" ? error : null;
  return (
    <PanelDialog
      title={t("backup.now.title")}
      explain={t("backup.now.explain")}
      step="ask"
      testid={testid.backupDialog}
      onClose={onClose}
      onSubmit={write}
      actions={
        <>
          <Button testid={testid.cancel} onClick={onClose}>
            {t("frame.action.cancel")}
          </Button>
          <Button type="submit" look="primary" testid={testid.backupWrite} aria-disabled={busy}>
            {t(busy ? "backup.now.writing" : "backup.now.write")}
          </Button>
        </>
      }
    >
      <PathField
        ref={place.ref}
        what="backupTarget"
        label={t("backup.path")}
        value={place.path}
        error={pathError}
        onChange={place.set}
      />
      <NewPassphrase entry={entry} label={t("backup.now.passphrase")} />
      {elsewhere ? (
        <ErrorNotice
          error={elsewhere}
          testid={testid.formError}
          after={t("vault.kept")}
          onOpened={forget}
        />
      ) : null}
    </PanelDialog>
  );
}
