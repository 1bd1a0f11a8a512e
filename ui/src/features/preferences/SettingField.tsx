import type { KeyboardEvent } from "react";
import { Field } from "../../components/Field";
import { useSpeech } from "../../i18n/useSpeech";
import { testid as ids } from "../../test/testids";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { errorWords } from "../trouble/words";
import type { TypedSetting } from "./useTypedSetting";

type SettingFieldProps = {
  typed: TypedSetting;
  hint: string;
  /** What an empty field is told, where one is no setting. */
  empty?: string;
  placeholder: string;
  testid: string;
};

/** A setting that is typed, as a row of its group, with what kept it from being saved. */
export function SettingField({ typed, hint, empty, placeholder, testid }: SettingFieldProps) {
  const speech = useSpeech();
  const { fault, failure } = typed;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !typed.dirty) return;
    event.preventDefault();
    typed.revert();
  };
  return (
    <div className="flex flex-col gap-3 px-4 py-3">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          typed.enter();
        }}
      >
        <Field
          mono
          label={typed.label}
          hint={hint}
          placeholder={placeholder}
          testid={testid}
          errorTestid={ids.fieldError}
          error={fault === "empty" ? (empty ?? null) : fault && errorWords(speech, fault)}
          value={typed.value}
          onChange={(event) => typed.type(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={({ target }) => {
            // Another window took the focus: in this one the field keeps it.
            if (document.activeElement !== target) typed.leave();
          }}
        />
      </form>
      {failure ? (
        <ErrorNotice error={failure} testid={ids.formError} mayBegin onOpened={typed.enter} />
      ) : null}
    </div>
  );
}
