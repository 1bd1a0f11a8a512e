import { useRef, useState } from "react";
import { FormDialog } from "../../components/Dialogs";
import { Field } from "../../components/Field";
import { useToast } from "../../components/Toast";
import { useSpeech } from "../../i18n/useSpeech";
import { testid } from "../../test/testids";
import { errorWords } from "../trouble/words";
import { useCommand } from "../vault/useCommand";
import { useProfileChanges } from "./useProfileChanges";

/** Asks for another name. What was typed stays until the profile bears it. */
export function RenameProfile({ name, onClose }: { name: string; onClose: () => void }) {
  const speech = useSpeech();
  const { t } = speech;
  const toast = useToast();
  const { rename } = useProfileChanges();
  const { run, busy, error, forget } = useCommand();
  const input = useRef<HTMLInputElement>(null);
  const [next, setNext] = useState(name);
  const submit = () => {
    const typed = next.trim();
    if (typed === name) return onClose();
    const done = t("profiles.rename.done", { name, next: typed });
    void run(
      () => rename(name, typed),
      () => {
        toast(done);
        onClose();
      },
      done,
      () => input.current?.focus(),
    );
  };
  return (
    <FormDialog
      open
      onClose={onClose}
      title={t("profiles.rename.title", { name })}
      explain={t("profiles.rename.explain")}
      submit={t("profiles.rename.save")}
      submitTestid={testid.profileRenameSave}
      busy={busy}
      onSubmit={submit}
      focus={input}
    >
      <Field
        ref={input}
        label={t("frame.profile.name")}
        testid={testid.profileRenameInput}
        errorTestid={testid.fieldError}
        value={next}
        maxLength={200}
        onFocus={(event) => event.target.select()}
        onChange={(event) => {
          forget();
          setNext(event.target.value);
        }}
        error={error ? errorWords(speech, error) : null}
      />
    </FormDialog>
  );
}
