import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef } from "react";
import { useAnnounce } from "../../components/Announcer";
import type { Tone } from "../../components/StatusMark";
import { useSpeech } from "../../i18n/useSpeech";
import { type ApiKeyStatus, type CredentialView, query } from "../../ipc";
import { toneOf, verdictHeadline } from "../keys/verdict";
import { useAskedChecks } from "./askedChecks";
import { usePlace } from "./navigation";

/**
 * Speaks of the checks that were asked for here: their beginning, and their end, at once where
 * something is wrong. Of others only an end that changes something is told, and politely. A round of
 * all keys is told as a whole, elsewhere.
 */
export function useAnnounceChecks(): (status: ApiKeyStatus) => void {
  const client = useQueryClient();
  const announce = useAnnounce();
  const speech = useSpeech();
  const asked = useAskedChecks();
  const { profile } = usePlace();
  const tones = useRef(new Map<string, Tone>());

  return useCallback(
    (status) => {
      const list = client.getQueryData<CredentialView[]>(query.credentials(profile).queryKey);
      const view = list?.find(
        (each) => each.provider === status.provider && each.profile === status.profile,
      );
      const begins = status.status === "checking";
      const whose = asked.heard(profile, status.provider, begins ? "begin" : "end");
      if (!view) return;
      const say = (what: string, urgency: "polite" | "assertive") =>
        announce(speech.t("check.announce", { provider: view.name, what }), urgency);
      const key = `${view.profile} ${view.provider}`;
      const before = tones.current.get(key) ?? toneOf({ ...view, checking: false });
      if (begins) {
        tones.current.set(key, before);
        if (whose === "one") say(speech.t("check.checking"), "polite");
        return;
      }
      tones.current.delete(key);
      if (!status.verdict || whose === "round") return;
      const { verdict } = status;
      const changed = toneOf({ status: status.status, verdict, checking: false }) !== before;
      if (whose === "nobody" && !changed) return;
      const what = verdictHeadline(speech, verdict, { provider: view.name, host: view.host });
      say(what, whose === "nobody" || status.status === "valid" ? "polite" : "assertive");
    },
    [client, announce, speech, asked, profile],
  );
}
