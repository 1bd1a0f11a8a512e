import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { LinkButton } from "../../components/Button";
import { AskBefore } from "../../components/Dialogs";
import { useToast } from "../../components/Toast";
import { useStillHere } from "../../components/useStillHere";
import { useSpeech } from "../../i18n/useSpeech";
import { type CommandError, commandErrorOf, host, type ProviderView } from "../../ipc";
import { testid } from "../../test/testids";
import { useMove } from "../frame/navigation";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { slugOf } from "./ownEndpoint";

/** Forgets an endpoint that no key uses, after a question. */
export function RemoveEndpoint({ provider }: { provider: ProviderView }) {
  const { t } = useSpeech();
  const client = useQueryClient();
  const move = useMove();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CommandError | null>(null);
  const stillHere = useStillHere(provider.id);
  const { name } = provider;

  const close = () => {
    setError(null);
    setAsking(false);
  };
  const remove = async () => {
    setBusy(true);
    setError(null);
    try {
      await host.removeEndpoint(slugOf(provider));
      toast(t("endpoint.removed", { name }));
      if (stillHere()) {
        close();
        move({ to: "tiles" });
      }
      void client.invalidateQueries();
    } catch (thrown) {
      setError(commandErrorOf(thrown));
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <LinkButton
        look="quiet"
        testid={testid.endpointRemove}
        className="self-start"
        onClick={() => setAsking(true)}
      >
        {t("endpoint.remove")}
      </LinkButton>
      <AskBefore
        open={asking}
        onClose={close}
        title={t("endpoint.confirm.title", { name })}
        confirm={t("endpoint.confirm.remove")}
        busy={busy}
        onConfirm={remove}
        error={
          error ? (
            <ErrorNotice error={error} testid={testid.formError} onOpened={() => setError(null)} />
          ) : null
        }
      >
        {t("endpoint.confirm.body")}
      </AskBefore>
    </>
  );
}
