import { type ClipboardEvent, useEffect, useRef, useState } from "react";
import { host, type KeyFault, type KeyInspectionView, type Removed } from "../../ipc";

const PAUSE_MS = 250;
const LONG_ENOUGH = 8;

type KeyReading = { key: string; fault: null } | { key: null; fault: KeyFault };

/**
 * The key field. Its text lives in the input alone: not in React's state, so not in the DOM's
 * `value` attribute, and gone with the form.
 */
export function useKeyEntry() {
  const input = useRef<HTMLInputElement>(null);
  /** A paste the input cannot show as it is (several lines), until something is typed. */
  const raw = useRef<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const [removed, setRemoved] = useState<Removed[]>([]);
  const [suggested, setSuggested] = useState<string | null>(null);
  const [fault, setFault] = useState<KeyFault | null>(null);

  useEffect(() => {
    const field = input.current;
    return () => {
      clearTimeout(timer.current);
      raw.current = null;
      if (field) field.value = "";
    };
  }, []);

  const text = () => raw.current ?? input.current?.value ?? "";
  const fail = (found: KeyFault | null) => {
    setFault(found);
    if (found) input.current?.focus();
  };

  const onPaste = async (event: ClipboardEvent<HTMLInputElement>) => {
    const pasted = event.clipboardData.getData("text/plain");
    if (!pasted) return;
    event.preventDefault();
    const field = event.currentTarget;
    const [from, to] = [field.selectionStart ?? 0, field.selectionEnd ?? field.value.length];
    const found = await inspect(pasted);
    if (!found || found.fault) {
      field.value = pasted;
      raw.current = field.value === pasted ? null : pasted;
      setRemoved([]);
      setSuggested(found?.suggestedProvider ?? null);
      setFault(found?.fault ?? null);
      return;
    }
    raw.current = null;
    field.setRangeText(pasted.slice(found.start, found.end), from, to, "end");
    setFault(null);
    setRemoved(found.removed);
    setSuggested(found.suggestedProvider);
  };

  const onInput = () => {
    raw.current = null;
    setFault(null);
    setRemoved([]);
    clearTimeout(timer.current);
    timer.current = setTimeout(async () => {
      const typed = text();
      if (typed.length < LONG_ENOUGH) return setSuggested(null);
      const found = await inspect(typed);
      if (typed === text()) setSuggested(found?.suggestedProvider ?? null);
    }, PAUSE_MS);
  };

  /** Cleans what stands in the field and says whether it can be a key at all. */
  const read = async (): Promise<KeyReading> => {
    const typed = text();
    const found = await inspect(typed);
    if (!found) return { key: typed, fault: null };
    if (found.fault) return { key: null, fault: found.fault };
    return { key: typed.slice(found.start, found.end), fault: null };
  };

  return {
    input,
    removed,
    suggested,
    fault,
    fail,
    read,
    clear: () => {
      raw.current = null;
      if (input.current) input.current.value = "";
    },
    handlers: { onPaste, onInput },
  };
}

async function inspect(text: string): Promise<KeyInspectionView | null> {
  try {
    return await host.inspectApiKey(text);
  } catch {
    return null;
  }
}
