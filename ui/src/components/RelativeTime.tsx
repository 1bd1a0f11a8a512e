import { useSpeech } from "../i18n/useSpeech";
import { nowFor, useNow } from "./useNow";

const DAY_MS = 86_400_000;

export function useRelative(): (iso: string) => string {
  const tick = useNow();
  const { t, relative } = useSpeech();
  return (iso) => relative(iso, nowFor(iso, tick)) ?? t("frame.time.now");
}

/** How long ago; with `whole`, from a day on, the day and the time as well. */
export function RelativeTime({ at, whole = false }: { at: string; whole?: boolean }) {
  const say = useRelative();
  const tick = useNow();
  const { absolute, shortMoment } = useSpeech();
  const now = nowFor(at, tick);
  const longAgo = whole && now - Date.parse(at) >= DAY_MS;
  return (
    <time dateTime={at} title={absolute(at)}>
      {say(at)}
      {longAgo ? ` · ${shortMoment(at, now)}` : null}
    </time>
  );
}
