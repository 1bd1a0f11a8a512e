import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from "react";
import { testid } from "../test/testids";
import { useAnnounce } from "./Announcer";
import { AlertIcon, CheckIcon } from "./icons";

const SHOWN_MS = 5_000;

type ToastTone = "done" | "warning";
type ShowToast = (text: string, tone?: ToastTone) => void;

const ToastContext = createContext<ShowToast>(() => undefined);

export const useToast = () => useContext(ToastContext);

/** One short message at a time; the words are also spoken. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const announce = useAnnounce();
  const [toast, setToast] = useState<{ text: string; tone: ToastTone; turn: number } | null>(null);
  const show = useCallback<ShowToast>(
    (text, tone = "done") => {
      setToast((before) => ({ text, tone, turn: (before?.turn ?? 0) + 1 }));
      announce(text, tone === "warning" ? "assertive" : "polite");
    },
    [announce],
  );
  useEffect(() => {
    if (!toast) return;
    const timer = setTimeout(() => setToast(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [toast]);
  return (
    <ToastContext.Provider value={show}>
      {children}
      {toast ? (
        <div
          key={toast.turn}
          data-testid={testid.toast}
          className="pointer-events-none fixed inset-x-4 bottom-4 z-40 flex animate-appear justify-center"
        >
          <div className="flex items-center gap-2 rounded-card border border-line bg-ink px-3 py-2 text-body text-surface shadow-dialog">
            {toast.tone === "done" ? <CheckIcon /> : <AlertIcon />}
            {toast.text}
          </div>
        </div>
      ) : null}
    </ToastContext.Provider>
  );
}
