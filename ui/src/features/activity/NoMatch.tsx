import { LinkButton } from "../../components/Button";
import { useSpeech } from "../../i18n/useSpeech";
import { testid } from "../../test/testids";
import { useProfileName } from "../frame/useProfileName";
import { NO_FILTERS } from "./filter";
import type { Activity } from "./useActivity";
import { filterWords, whyNone } from "./words";

/** Why no line is shown, and the way back. */
export function NoMatch({ activity }: { activity: Activity }) {
  const speech = useSpeech();
  const name = useProfileName();
  const { found, choices, mine, ask, filter, search } = activity;
  const words = filterWords(speech, found.filters, choices.providers, name(mine));
  if (words.length === 0 && found.query === "") return null;
  const clear = () => {
    if (words.length > 0) filter(NO_FILTERS);
    else ask({ query: "" });
    search.current?.focus();
  };
  return (
    <div
      data-testid={testid.activityNoMatch}
      className="flex flex-col items-center gap-2 py-8 text-center text-small text-muted"
    >
      <p className="wrap-anywhere">{whyNone(speech, found.query, words)}</p>
      <LinkButton testid={testid.activityNoMatchClear} onClick={clear}>
        {speech.t(words.length > 0 ? "models.filter.clear" : "frame.action.clearSearch")}
      </LinkButton>
    </div>
  );
}
