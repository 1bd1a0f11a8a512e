import { type Ref, type TextareaHTMLAttributes, useId } from "react";
import { described, FieldShell } from "./Field";
import { AREA } from "./fieldStyle";

type AreaProps = TextareaHTMLAttributes<HTMLTextAreaElement> & {
  label: string;
  hint?: string;
  error?: string | null;
  errorTestid?: string;
  testid?: string;
  ref?: Ref<HTMLTextAreaElement>;
};

/** A labelled field for several lines. Ctrl+Enter sends the form that it stands in. */
export function TextArea({ label, hint, error, errorTestid, testid, ref, ...area }: AreaProps) {
  const id = useId();
  const shell = {
    id,
    label,
    hint,
    error: error ?? null,
    ...(errorTestid ? { errorTestid } : {}),
  };
  return (
    <FieldShell {...shell}>
      <textarea
        ref={ref}
        data-testid={testid}
        rows={3}
        className={AREA}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          event.currentTarget.form?.requestSubmit();
        }}
        {...described(shell)}
        {...area}
      />
    </FieldShell>
  );
}
