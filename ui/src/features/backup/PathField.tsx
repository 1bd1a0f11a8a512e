import { type RefObject, useRef, useState } from "react";
import { LinkButton } from "../../components/Button";
import { Field } from "../../components/Field";
import { useSpeech } from "../../i18n/useSpeech";
import { type CommandError, commandErrorOf, host, type Picked } from "../../ipc";
import { testid } from "../../test/testids";
import { errorWords } from "../trouble/words";

type PathProps = {
  ref: RefObject<HTMLInputElement | null>;
  what: Picked;
  label: string;
  value: string;
  error: string | null;
  onChange: (path: string) => void;
};

/** A path to type, or to choose in the system's dialog. */
export function PathField({ ref, what, label, value, error, onChange }: PathProps) {
  const speech = useSpeech();
  const asking = useRef(false);
  const [failure, setFailure] = useState<CommandError | null>(null);
  const browse = async () => {
    if (asking.current) return;
    asking.current = true;
    setFailure(null);
    try {
      const picked = await host.pickFile(what);
      if (picked !== null) onChange(picked);
    } catch (thrown) {
      setFailure(commandErrorOf(thrown));
    } finally {
      asking.current = false;
    }
  };
  return (
    <Field
      ref={ref}
      mono
      data-first=""
      label={label}
      aside={
        <LinkButton testid={testid.pathBrowse} onClick={() => void browse()}>
          {speech.t("backup.browse")}
        </LinkButton>
      }
      testid={testid.pathInput}
      errorTestid={testid.fieldError}
      error={error ?? (failure ? errorWords(speech, failure) : null)}
      value={value}
      onChange={(event) => {
        setFailure(null);
        onChange(event.target.value);
      }}
    />
  );
}
