import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { AskBefore } from "../../components/Dialogs";
import { useToast } from "../../components/Toast";
import { useStillHere } from "../../components/useStillHere";
import { useSpeech } from "../../i18n/useSpeech";
import {
  type CommandError,
  type CredentialView,
  commandErrorOf,
  dropCredential,
  host,
} from "../../ipc";
import { testid } from "../../test/testids";
import { useMove } from "../frame/navigation";
import { useProfileName } from "../frame/useProfileName";
import { ErrorNotice } from "../trouble/ErrorNotice";

type DeleteProps = {
  profile: string | null;
  view: CredentialView;
  open: boolean;
  onClose: () => void;
};

export function DeleteDialog({ profile, view, open, onClose }: DeleteProps) {
  const { t } = useSpeech();
  const client = useQueryClient();
  const move = useMove();
  const toast = useToast();
  const name = useProfileName();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CommandError | null>(null);

  const stillHere = useStillHere(`${view.profile} ${view.provider}`);

  const close = () => {
    setError(null);
    onClose();
  };
  const remove = async () => {
    setBusy(true);
    setError(null);
    try {
      await host.deleteCredential(profile, view.provider);
      toast(t("keys.deletedToast", { provider: view.name }));
      if (stillHere()) {
        close();
        move({ to: "credential", provider: null });
      }
      dropCredential(client, profile, view.provider);
      void client.invalidateQueries();
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
      title={t("keys.confirm.title", { provider: view.name })}
      confirm={t("keys.confirm.delete")}
      busy={busy}
      onConfirm={remove}
      error={
        error ? (
          <ErrorNotice error={error} testid={testid.formError} onOpened={() => setError(null)} />
        ) : null
      }
    >
      {t("keys.confirm.body", { provider: view.name, profile: name(view.profile) })}
    </AskBefore>
  );
}
