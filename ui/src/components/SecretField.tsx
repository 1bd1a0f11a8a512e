import { type ReactNode, type RefObject, useEffect, useState } from "react";
import { useSpeech } from "../i18n/useSpeech";
import { testid as ids } from "../test/testids";
import { IconButton } from "./Button";
import { Field } from "./Field";
import { EyeIcon, EyeOffIcon } from "./icons";

type SecretProps = {
  ref: RefObject<HTMLInputElement | null>;
  label: string;
  hint?: ReactNode;
  error?: string | null;
  testid: string;
  placeholder?: string;
  mono?: boolean;
  /** Typed from paper: hiding it would only help typos. */
  plain?: boolean;
  first?: boolean;
  onEdit?: () => void;
};

/** What is typed here lives in the input alone, and is gone with it. */
export function SecretField(props: SecretProps) {
  const { ref, first = false, plain = false, error, onEdit, testid, ...rest } = props;
  const { t } = useSpeech();
  const [visible, setVisible] = useState(false);
  useEffect(() => {
    const field = ref.current;
    return () => {
      if (field) field.value = "";
    };
  }, [ref]);
  useEffect(() => {
    if (error) ref.current?.focus();
  }, [error, ref]);
  return (
    <Field
      ref={ref}
      {...rest}
      type={visible || plain ? "text" : "password"}
      testid={testid}
      errorTestid={ids.fieldError}
      error={error ?? null}
      data-first={first ? "" : undefined}
      onInput={() => onEdit?.()}
      trailing={
        plain ? null : (
          <IconButton
            icon={visible ? EyeOffIcon : EyeIcon}
            label={t(visible ? "form.hide" : "form.show")}
            aria-pressed={visible}
            onClick={() => setVisible(!visible)}
          />
        )
      }
    />
  );
}
