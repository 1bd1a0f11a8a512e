import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useAnnounce } from "../../components/Announcer";
import { useSpeech } from "../../i18n/useSpeech";
import { type CommandError, commandErrorOf, host, query } from "../../ipc";
import { troubleOfVault } from "./states";

/** Tries to open the vault now; the system may ask for a password. */
export function useOpenVault() {
  const client = useQueryClient();
  const announce = useAnnounce();
  const { t } = useSpeech();
  const [busy, setBusy] = useState(false);
  const [inVain, setInVain] = useState(false);
  const [failure, setFailure] = useState<CommandError | null>(null);

  /** Answers whether the vault, or before the first key the keyring, can be used now. */
  const openVault = async (): Promise<boolean> => {
    setBusy(true);
    setInVain(false);
    setFailure(null);
    let opened = false;
    try {
      const status = await host.openVault();
      client.setQueryData(query.vault().queryKey, status);
      opened = troubleOfVault(status) === null;
    } catch (thrown) {
      setFailure(commandErrorOf(thrown));
      await client.invalidateQueries({ queryKey: query.vault().queryKey });
    }
    setBusy(false);
    setInVain(!opened);
    if (opened) void client.invalidateQueries();
    else announce(t("trouble.stillSo"), "assertive");
    return opened;
  };

  return {
    openVault,
    busy,
    /** The latest try changed nothing. */
    inVain,
    /** Why, where the shell said so. */
    failure,
  };
}
