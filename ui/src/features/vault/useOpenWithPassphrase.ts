import { useRef } from "react";
import { useToast } from "../../components/Toast";
import { useSpeech } from "../../i18n/useSpeech";
import { host, type VaultStatusView } from "../../ipc";
import { errorWords } from "../trouble/words";
import { useTask } from "./tasks";
import { useCommand, usePutStatus } from "./useCommand";

/** The keyring was to open this vault, did not, and is there now. */
function keyringMayReturn(status: VaultStatusView): boolean {
  return (
    status.slots.includes("keyring") &&
    status.keyringBackend !== null &&
    status.keyringLocked === false
  );
}

/**
 * Opens the vault with a passphrase that lives in the input alone. Afterwards it may ask about a new
 * keyring entry, unless something else is under way.
 */
export function useOpenWithPassphrase(onOpened: (asks: boolean) => void, mayAsk = true) {
  const speech = useSpeech();
  const toast = useToast();
  const task = useTask();
  const putStatus = usePutStatus();
  const field = useRef<HTMLInputElement>(null);
  const { run, busy, error, forget } = useCommand();
  const open = () =>
    void run(
      () => host.openWithPassphrase(field.current?.value ?? ""),
      (status) => {
        const asks = mayAsk && keyringMayReturn(status);
        putStatus(status);
        toast(speech.t("passphrase.opened"));
        if (asks) task("renewKeyring");
        onOpened(asks);
      },
      speech.t("passphrase.opened"),
    );
  const fault =
    error?.kind === "invalidPassphrase" || error?.kind === "passphraseWrong"
      ? errorWords(speech, error)
      : null;
  return { field, open, busy, error, fault, forget };
}
