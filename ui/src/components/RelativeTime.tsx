import { useSpeech } from "../i18n/useSpeech";
import { nowFor, useNow } from "./useNow";

export function useRelative(): (iso: string) => string {
  const tick = useNow();
  const { t, relative } = useSpeech();
  return (iso) => relative(iso, nowFor(iso, tick)) ?? t("frame.time.now");
}

export function RelativeTime({ at }: { at: string }) {
  const say = useRelative();
  const { absolute } = useSpeech();
  return (
    <time dateTime={at} title={absolute(at)}>
      {say(at)}
    </time>
  );
}
