import { useState } from "react";
import { Button } from "../../components/Button";
import { Field } from "../../components/Field";
import { PanelDialog } from "../../components/PanelDialog";
import { useToast } from "../../components/Toast";
import { useSpeech } from "../../i18n/useSpeech";
import { host, useAutoBackup } from "../../ipc";
import { testid } from "../../test/testids";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { errorWords } from "../trouble/words";
import { NewPassphrase } from "../vault/NewPassphrase";
import { useCommand } from "../vault/useCommand";
import { useNewPassphrase } from "../vault/useNewPassphrase";
import { PathField } from "./PathField";
import { usePath } from "./usePath";

const USUAL = 10;
const MOST = 100;

function countOf(text: string): number | null {
  const count = Number(text);
  return Number.isInteger(count) && count >= 1 && count <= MOST ? count : null;
}

/** A folder, how many backups to keep there, and their passphrase. */
export function AutoBackupDialog({ onClose }: { onClose: () => void }) {
  const speech = useSpeech();
  const { t } = speech;
  const toast = useToast();
  const { data: before } = useAutoBackup();
  const { run, busy, error, forget } = useCommand();
  const place = usePath(error, forget, before?.folder);
  const entry = useNewPassphrase(error, forget);
  const [keep, setKeep] = useState(String(before?.keep ?? USUAL));
  const [keepFault, setKeepFault] = useState(false);

  const save = () => {
    const path = place.read();
    const count = countOf(keep);
    setKeepFault(count === null);
    const typed = entry.read();
    if (path === null || count === null || typed === null) return;
    void run(
      () => host.setAutoBackup(path, count, typed),
      () => {
        toast(t("backup.auto.saved"));
        onClose();
      },
      t("backup.auto.saved"),
    );
  };
  const pathError = place.missing
    ? t("backup.folderEmpty")
    : place.fault
      ? errorWords(speech, place.fault)
      : null;
  const elsewhere = error && !place.fault && error.kind !== "invalidPassphrase" ? error : null;
  return (
    <PanelDialog
      title={t("backup.auto.title")}
      explain={t("backup.auto.explain")}
      testid={testid.autoBackupDialog}
      onClose={onClose}
      onSubmit={save}
      actions={
        <>
          <Button testid={testid.cancel} onClick={onClose}>
            {t("frame.action.cancel")}
          </Button>
          <Button type="submit" look="primary" testid={testid.autoBackupSave} aria-disabled={busy}>
            {t(busy ? "backup.auto.saving" : "backup.auto.save")}
          </Button>
        </>
      }
    >
      <PathField
        ref={place.ref}
        what="backupFolder"
        label={t("backup.folder")}
        value={place.path}
        error={pathError}
        onChange={place.set}
      />
      <Field
        label={t("backup.auto.keep")}
        hint={t("backup.auto.keepHint")}
        testid={testid.autoBackupKeep}
        errorTestid={testid.fieldError}
        error={keepFault ? t("backup.auto.keepFault") : null}
        inputMode="numeric"
        maxLength={3}
        value={keep}
        onChange={(event) => {
          setKeepFault(false);
          setKeep(event.target.value);
        }}
      />
      <NewPassphrase entry={entry} label={t("backup.auto.passphrase")} />
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
