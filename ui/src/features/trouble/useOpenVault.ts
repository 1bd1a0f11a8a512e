import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useAnnounce } from "../../components/Announcer";
import { useSpeech } from "../../i18n/useSpeech";
import { host, query } from "../../ipc";
import { troubleOf } from "./states";

/** Tries to open the vault now; the system may ask for a password. */
export function useOpenVault() {
  const client = useQueryClient();
  const announce = useAnnounce();
  const { t } = useSpeech();
  const [busy, setBusy] = useState(false);
  const [inVain, setInVain] = useState(false);

  const openVault = async (): Promise<boolean> => {
    setBusy(true);
    setInVain(false);
    let opened = false;
    try {
      const status = await host.openVault();
      client.setQueryData(query.vault().queryKey, status);
      opened = troubleOf(status.state) === null;
    } catch {
      await client.invalidateQueries({ queryKey: query.vault().queryKey });
    }
    setBusy(false);
    setInVain(!opened);
    if (opened) await client.invalidateQueries();
    else announce(t("trouble.stillSo"), "assertive");
    return opened;
  };

  return { openVault, busy, inVain };
}
