import { useCallback, useEffect, useState } from "react";
import { useStillHere } from "../../components/useStillHere";
import { type CommandError, commandErrorOf, host } from "../../ipc";

export const REVEAL_SECONDS = 10;

type Shown = { key: string; left: number };

/** Holds a revealed key for ten seconds in this component's state and nowhere else. */
export function useReveal(
  profile: string | null,
  provider: string,
  onError: (error: CommandError | null) => void,
) {
  const [shown, setShown] = useState<Shown | null>(null);
  const hide = useCallback(() => setShown(null), []);
  const stillHere = useStillHere(`${profile ?? ""} ${provider}`);

  const reveal = async () => {
    onError(null);
    try {
      const key = await host.revealApiKey(profile, provider);
      if (stillHere() && !hidden()) setShown({ key, left: REVEAL_SECONDS });
    } catch (thrown) {
      if (stillHere()) onError(commandErrorOf(thrown));
    }
  };

  const open = shown !== null;
  useEffect(() => {
    if (!open) return;
    const timer = setInterval(() => {
      setShown((before) =>
        before && before.left > 1 ? { ...before, left: before.left - 1 } : null,
      );
    }, 1_000);
    return () => clearInterval(timer);
  }, [open]);

  useEffect(() => {
    const onHidden = () => {
      if (hidden()) setShown(null);
    };
    document.addEventListener("visibilitychange", onHidden);
    return () => document.removeEventListener("visibilitychange", onHidden);
  }, []);

  return { shown, reveal, hide };
}

const hidden = () => document.visibilityState === "hidden";
