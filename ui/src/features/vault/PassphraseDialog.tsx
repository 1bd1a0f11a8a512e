import { Button } from "../../components/Button";
import { PanelDialog } from "../../components/PanelDialog";
import { useSpeech } from "../../i18n/useSpeech";
import { testid } from "../../test/testids";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { NewPassphrase } from "./NewPassphrase";
import { useCommand } from "./useCommand";
import { useNewPassphrase } from "./useNewPassphrase";

type DialogProps<T> = {
  title: string;
  explain: string;
  submit: string;
  busy: string;
  late: string;
  send: (passphrase: string) => Promise<T>;
  onDone: (answer: T) => void;
  onClose: () => void;
};

/** Asks for a new passphrase, twice. */
export function PassphraseDialog<T>(props: DialogProps<T>) {
  const { t } = useSpeech();
  const { run, busy, error, forget } = useCommand();
  const entry = useNewPassphrase(error, forget);
  const send = () => {
    const typed = entry.read();
    if (typed === null) return;
    void run(() => props.send(typed), props.onDone, props.late);
  };
  return (
    <PanelDialog
      title={props.title}
      explain={props.explain}
      testid={testid.passphraseDialog}
      onClose={props.onClose}
      onSubmit={send}
      actions={
        <>
          <Button testid={testid.cancel} onClick={props.onClose}>
            {t("frame.action.cancel")}
          </Button>
          <Button type="submit" look="primary" testid={testid.passphraseSave} aria-disabled={busy}>
            {busy ? props.busy : props.submit}
          </Button>
        </>
      }
    >
      <NewPassphrase first entry={entry} />
      {error && error.kind !== "invalidPassphrase" ? (
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
