import { StatusMark, toneColour } from "../../components/StatusMark";
import { useSpeech } from "../../i18n/useSpeech";
import type { CredentialView } from "../../ipc";
import { testid } from "../../test/testids";
import { shortWord, statusOf, toneOf } from "./verdict";

export function StatusBadge({ view }: { view: CredentialView }) {
  const speech = useSpeech();
  const tone = toneOf(view);
  return (
    <span
      data-testid={testid.status(view.provider)}
      data-status={statusOf(view)}
      data-verdict={view.verdict ?? ""}
      className={`inline-flex shrink-0 items-center gap-1.5 text-small ${toneColour(tone)}`}
    >
      <StatusMark tone={tone} className="size-3" />
      {shortWord(speech, view)}
    </span>
  );
}
