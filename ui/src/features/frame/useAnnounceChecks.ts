import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useAnnounce } from "../../components/Announcer";
import { useSpeech } from "../../i18n/useSpeech";
import { type ApiKeyStatus, type CredentialView, query } from "../../ipc";
import { verdictHeadline } from "../keys/verdict";
import { usePlace } from "./navigation";

/** Speaks each end of a check: politely, or at once where something is wrong. */
export function useAnnounceChecks(): (status: ApiKeyStatus) => void {
  const client = useQueryClient();
  const announce = useAnnounce();
  const speech = useSpeech();
  const { profile } = usePlace();
  return useCallback(
    (status) => {
      const list = client.getQueryData<CredentialView[]>(query.credentials(profile).queryKey);
      const view = list?.find(
        (each) => each.provider === status.provider && each.profile === status.profile,
      );
      if (!view) return;
      if (status.status === "checking") {
        announce(
          speech.t("check.announce", { provider: view.name, what: speech.t("check.checking") }),
        );
      } else if (status.verdict) {
        const names = { provider: view.name, host: view.host };
        const what = verdictHeadline(speech, status.verdict, names);
        announce(
          speech.t("check.announce", { provider: view.name, what }),
          status.status === "valid" ? "polite" : "assertive",
        );
      }
    },
    [client, announce, speech, profile],
  );
}
