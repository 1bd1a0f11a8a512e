import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { AskBefore } from "../../components/Dialogs";
import { useToast } from "../../components/Toast";
import { useSpeech } from "../../i18n/useSpeech";
import { type CommandError, commandErrorOf, host, query } from "../../ipc";
import { testid } from "../../test/testids";
import { ErrorNotice } from "../trouble/ErrorNotice";

type ClearProps = { open: boolean; count: number; onClose: () => void; onCleared: () => void };

/** Empties the access log, after a question. */
export function ClearDialog({ open, count, onClose, onCleared }: ClearProps) {
  const { t, number } = useSpeech();
  const client = useQueryClient();
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CommandError | null>(null);
  const { queryKey } = query.loans();

  const close = () => {
    setError(null);
    onClose();
  };
  const clear = async () => {
    setBusy(true);
    setError(null);
    try {
      await host.clearLoans();
      await client.cancelQueries({ queryKey });
      client.setQueryData(queryKey, []);
      void client.invalidateQueries({ queryKey });
      toast(t("activity.cleared"));
      close();
      onCleared();
    } catch (thrown) {
      setError(commandErrorOf(thrown));
    } finally {
      setBusy(false);
    }
  };

  return (
    <AskBefore
      open={open}
      onClose={close}
      title={t("activity.confirm.title")}
      confirm={t("activity.confirm.clear")}
      confirmTestid={testid.activityClearConfirm}
      busy={busy}
      onConfirm={clear}
      error={
        error ? (
          <ErrorNotice error={error} testid={testid.formError} onOpened={() => setError(null)} />
        ) : null
      }
    >
      {t("activity.confirm.body", { count, n: number(count) })}
    </AskBefore>
  );
}
