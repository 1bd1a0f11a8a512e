import { type ClipboardEvent, useEffect, useRef, useState } from "react";
import { host, type KeyFault, type KeyInspectionView, type Removed } from "../../ipc";

const PAUSE_MS = 250;
const LONG_ENOUGH = 8;

type KeyReading = { key: string; fault: null } | { key: null; fault: KeyFault };
type Paste = { field: HTMLInputElement; head: string; pasted: string; tail: string };

/**
 * The key field. Its text lives in the input alone: not in React's state, so not in the DOM's
 * `value` attribute, and gone with the form. What an inspection finds counts only as long as the
 * text it looked at still stands there.
 */
export function useKeyEntry() {
  const input = useRef<HTMLInputElement>(null);
  /** A paste the input cannot show as it is (several lines), until something is typed. */
  const raw = useRef<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  /** A paste that is still being cleaned. */
  const pending = useRef<Promise<void>>(Promise.resolve());
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

  const put = ({ field, head, pasted, tail }: Paste) => {
    const whole = head + pasted + tail;
    field.value = whole;
    raw.current = field.value === whole ? null : whole;
    const caret = field.value.length - tail.length;
    field.setSelectionRange(caret, caret);
  };

  const clean = async (paste: Paste) => {
    const { head, pasted, tail } = paste;
    const whole = head + pasted + tail;
    const piece = await inspect(pasted);
    if (text() !== whole) return;
    const good = piece && !piece.fault ? piece : null;
    if (good) put({ ...paste, pasted: pasted.slice(good.start, good.end) });
    const standing = text();
    const found = head || tail ? await inspect(standing) : piece;
    if (text() !== standing) return;
    setRemoved(good?.removed ?? []);
    setSuggested(found?.suggestedProvider ?? null);
    setFault(found?.fault ?? null);
  };

  const onPaste = (event: ClipboardEvent<HTMLInputElement>) => {
    const pasted = event.clipboardData.getData("text/plain");
    if (!pasted) return;
    event.preventDefault();
    clearTimeout(timer.current);
    const field = event.currentTarget;
    const head = field.value.slice(0, field.selectionStart ?? 0);
    const tail = field.value.slice(field.selectionEnd ?? field.value.length);
    const paste = { field, head, pasted, tail };
    put(paste);
    setFault(null);
    setRemoved([]);
    pending.current = clean(paste);
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
    await pending.current;
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
