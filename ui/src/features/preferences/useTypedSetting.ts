import { useRef, useState } from "react";
import type { CommandError } from "../../ipc";

type Typed = {
  stored: string;
  /** Which kind of error is about this very text. */
  about: CommandError["kind"];
  save: (text: string) => Promise<CommandError | null>;
  /** Where an error goes that is about something else. */
  onOther: (error: CommandError | null) => void;
};

/** A text that is saved with Enter or on leaving the field; one that is refused stays as typed. */
export function useTypedSetting({ stored, about, save, onOther }: Typed) {
  const [draft, setDraft] = useState<string | null>(null);
  const [error, setError] = useState<CommandError | null>(null);
  const tried = useRef<string | null>(null);
  const value = draft ?? stored;
  const submit = async (again: boolean) => {
    const text = value.trim();
    if (text === stored.trim() || (!again && text === tried.current)) return;
    tried.current = text;
    const failure = await save(text);
    // What was typed meanwhile is another text, and not judged yet.
    if (tried.current !== text) return;
    setError(failure?.kind === about ? failure : null);
    onOther(failure && failure.kind !== about ? failure : null);
    if (!failure) {
      tried.current = null;
      setDraft(null);
    }
  };
  return {
    value,
    error,
    type: (text: string) => {
      setDraft(text);
      setError(null);
      tried.current = null;
    },
    submit,
    forget: () => {
      setDraft(null);
      setError(null);
      tried.current = null;
    },
  };
}

export type TypedSetting = ReturnType<typeof useTypedSetting>;
