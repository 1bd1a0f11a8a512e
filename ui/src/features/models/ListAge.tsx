import { useRelative } from "../../components/RelativeTime";
import { useSpeech } from "../../i18n/useSpeech";
import { testid } from "../../test/testids";

/** How old a list is: models come and go without a word. */
export function ListAge({ at, words }: { at: string; words: "asOf" | "lastGood" | "oldest" }) {
  const { t, absolute } = useSpeech();
  const say = useRelative();
  return (
    <time dateTime={at} title={absolute(at)} data-testid={testid.modelAge}>
      {t(`models.${words}`, { when: say(at) })}
    </time>
  );
}
