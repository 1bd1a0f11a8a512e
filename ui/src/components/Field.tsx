import { type InputHTMLAttributes, type ReactNode, type Ref, useId } from "react";
import { INPUT } from "./fieldStyle";
import { StatusMark } from "./StatusMark";

type ShellProps = {
  label: string;
  aside?: ReactNode;
  hint?: ReactNode;
  error?: string | null;
  errorTestid?: string;
};

type FieldProps = InputHTMLAttributes<HTMLInputElement> &
  ShellProps & {
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
  const shell = {
    id,
    label,
    aside,
    hint,
    error: error ?? null,
    ...(errorTestid ? { errorTestid } : {}),
  };
  return (
    <FieldShell {...shell}>
      <div className="relative">
        <input
          ref={ref}
          data-testid={testid}
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          {...described(shell)}
          className={`${INPUT} ${mono ? "font-mono" : ""} ${trailing ? "pr-10" : ""}`}
          {...input}
        />
        {trailing ? <div className="absolute inset-y-0 right-0">{trailing}</div> : null}
      </div>
    </FieldShell>
  );
}

/** What an input says of itself to those who hear it: its name, its hint, its fault. */
export function described({ id, hint, error }: ShellProps & { id: string }) {
  const parts = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean);
  return {
    id,
    "aria-invalid": error ? true : undefined,
    "aria-describedby": parts.join(" ") || undefined,
  };
}

type AroundProps = ShellProps & { id: string; children: ReactNode };

/** The label above an input, and the fault and the hint below it. */
export function FieldShell({ id, label, aside, hint, error, errorTestid, children }: AroundProps) {
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-baseline justify-between gap-4">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {aside}
      </div>
      {children}
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
