import { Field } from "../../components/Field";
import { useSpeech } from "../../i18n/useSpeech";
import { testid as ids } from "../../test/testids";
import { errorWords } from "../trouble/words";
import type { TypedSetting } from "./useTypedSetting";

type SettingFieldProps = {
  typed: TypedSetting;
  label: string;
  hint: string;
  placeholder?: string;
  testid: string;
};

/** A setting that is typed, as a row of its group. */
export function SettingField({ typed, label, hint, placeholder, testid }: SettingFieldProps) {
  const speech = useSpeech();
  return (
    <form
      className="px-4 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        void typed.submit(true);
      }}
    >
      <Field
        mono
        label={label}
        hint={hint}
        placeholder={placeholder}
        testid={testid}
        errorTestid={ids.fieldError}
        error={typed.error ? errorWords(speech, typed.error) : null}
        value={typed.value}
        onChange={(event) => typed.type(event.target.value)}
        onBlur={() => void typed.submit(false)}
      />
    </form>
  );
}
