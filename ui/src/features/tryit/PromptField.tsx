import { type KeyboardEvent, type RefObject, useId } from "react";
import { StatusMark } from "../../components/StatusMark";
import { useSpeech } from "../../i18n/useSpeech";
import { testid } from "../../test/testids";

type PromptProps = {
  ref: RefObject<HTMLTextAreaElement | null>;
  value: string;
  error: string | null;
  onChange: (value: string) => void;
  onSend: () => void;
};

/** What is sent to the model. Ctrl+Enter, or Cmd+Enter, sends it. */
export function PromptField({ ref, value, error, onChange, onSend }: PromptProps) {
  const { t } = useSpeech();
  const id = useId();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSend();
    }
    // Going back would take what was typed along.
    if (event.key === "Escape" && value !== "") event.stopPropagation();
  };
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-baseline justify-between gap-4">
        <label htmlFor={id} className="font-medium">
          {t("tryit.prompt")}
        </label>
        <span id={`${id}-keys`} className="text-small text-muted">
          {t("tryit.keys")}
        </span>
      </div>
      <textarea
        id={id}
        ref={ref}
        rows={3}
        data-testid={testid.tryPrompt}
        aria-invalid={error ? true : undefined}
        aria-describedby={`${id}-keys${error ? ` ${id}-error` : ""}`}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        className="selectable field-sizing-content max-h-60 min-h-18 w-full resize-none rounded-control border border-control bg-surface px-2.5 py-1.5 text-body text-ink aria-invalid:border-invalid"
      />
      {error ? (
        <p
          id={`${id}-error`}
          role="alert"
          data-testid={testid.fieldError}
          className="flex gap-2 text-small text-invalid"
        >
          <StatusMark tone="invalid" className="mt-0.75 size-3" />
          <span className="min-w-0 wrap-anywhere">{error}</span>
        </p>
      ) : null}
    </div>
  );
}
