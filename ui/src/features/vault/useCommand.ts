import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { useToast } from "../../components/Toast";
import { useSpeech } from "../../i18n/useSpeech";
import { type CommandError, commandErrorOf, query, type VaultStatusView } from "../../ipc";
import { errorWords } from "../trouble/words";

/**
 * Runs one command at a time: a second click meanwhile does nothing. What ends after its dialog has
 * gone is told in passing, in the words of `late`, and what was read of the vault is read again in
 * every case. Without a mutation cache: what was sent must not stay behind in one.
 */
export function useCommand() {
  const client = useQueryClient();
  const toast = useToast();
  const speech = useSpeech();
  const running = useRef(false);
  const here = useRef(true);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CommandError | null>(null);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);

  const run = async <T>(
    work: () => Promise<T>,
    done: (value: T) => void,
    late: string = speech.t("vault.late"),
    failed?: (error: CommandError) => void,
  ): Promise<void> => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setError(null);
    try {
      const value = await work();
      if (here.current) done(value);
      else if (late) toast(late);
    } catch (thrown) {
      const fault = commandErrorOf(thrown);
      if (here.current) {
        setError(fault);
        failed?.(fault);
      } else toast(errorWords(speech, fault), "warning");
    } finally {
      running.current = false;
      if (here.current) setBusy(false);
      void client.invalidateQueries();
    }
  };
  const forget = useCallback(() => setError(null), []);
  return { run, busy, error, forget };
}

/** Shows what a command said about the vault before it is read again. */
export function usePutStatus(): (status: VaultStatusView) => void {
  const client = useQueryClient();
  return (status) => client.setQueryData(query.vault().queryKey, status);
}
