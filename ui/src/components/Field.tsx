import { type InputHTMLAttributes, type ReactNode, type Ref, useId } from "react";
import { INPUT } from "./fieldStyle";
import { StatusMark } from "./StatusMark";

type FieldProps = InputHTMLAttributes<HTMLInputElement> & {
  label: string;
  aside?: ReactNode;
  hint?: ReactNode;
  error?: string | null;
  errorTestid?: string;
  testid?: string;
  trailing?: ReactNode;
  mono?: boolean;
  ref?: Ref<HTMLInputElement>;
};

/** A labelled input whose hint and fault are read out with it. */
export function Field({
  label,
  aside,
  hint,
  error,
  errorTestid,
  testid,
  trailing,
  mono = false,
  ref,
  ...input
}: FieldProps) {
  const id = useId();
  const described = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""]
    .filter(Boolean)
    .join(" ");
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-baseline justify-between gap-4">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {aside}
      </div>
      <div className="relative">
        <input
          id={id}
          ref={ref}
          data-testid={testid}
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          aria-invalid={error ? true : undefined}
          aria-describedby={described || undefined}
          className={`${INPUT} ${mono ? "font-mono" : ""} ${trailing ? "pr-10" : ""}`}
          {...input}
        />
        {trailing ? <div className="absolute inset-y-0 right-0">{trailing}</div> : null}
      </div>
      {error ? (
        <p
          id={`${id}-error`}
          role="alert"
          data-testid={errorTestid}
          className="flex gap-2 text-small text-invalid"
        >
          <StatusMark tone="invalid" className="mt-0.75 size-3" />
          <span className="min-w-0 wrap-anywhere">{error}</span>
        </p>
      ) : null}
      {hint ? (
        <p id={`${id}-hint`} className="text-small text-muted wrap-anywhere">
          {hint}
        </p>
      ) : null}
    </div>
  );
}
