import { LinkButton } from "../../components/Button";
import { StatusMark, toneColour } from "../../components/StatusMark";
import { useSpeech } from "../../i18n/useSpeech";
import type { DiagnosisView, Finding } from "../../ipc";
import { testid } from "../../test/testids";
import { useTask } from "../vault/tasks";
import { deedOf, messageOf, nextOf, TONE, weightOf } from "./words";

/** Names and figures stand beside the name of the finding, paths and lists below it. */
const SHORT = 20;

type RowProps = { finding: Finding; diagnosis: DiagnosisView };

export function FindingRow({ finding, diagnosis }: RowProps) {
  const speech = useSpeech();
  const { t } = speech;
  const begin = useTask();
  const weight = weightOf(finding);
  const tone = TONE[weight];
  const { value } = finding;
  const short = value !== null && value.length <= SHORT ? value : null;
  const long = short === null ? value : null;
  const next = nextOf(speech, finding);
  const deed = deedOf(speech, finding, diagnosis);
  return (
    <li
      data-testid={testid.finding(finding.id)}
      data-problem={finding.problem ?? "none"}
      data-step={finding.step ?? "none"}
      className="flex gap-3 px-4 py-3"
    >
      <span className="flex h-5 shrink-0 items-center">
        <StatusMark tone={tone} className="size-3" />
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline justify-between gap-x-4">
          <span className="wrap-anywhere">
            <span className="font-medium">{t(`doctor.name.${finding.id}`)}</span>
            {short ? (
              <span className="selectable figures ml-2 text-small text-muted">{short}</span>
            ) : null}
          </span>
          <span className={`text-small ${toneColour(tone)}`}>{t(`doctor.word.${weight}`)}</span>
        </p>
        <p className="selectable text-small text-muted wrap-anywhere">
          {messageOf(speech, finding, diagnosis)}
          {long ? <span className="block font-mono">{long}</span> : null}
        </p>
        {next ? (
          <p className="selectable mt-1.5 text-small wrap-anywhere">
            <WithCode text={next} />
          </p>
        ) : null}
        {deed ? (
          <LinkButton
            testid={testid.findingDo(finding.id)}
            className="mt-1"
            onClick={() => begin(deed.task)}
          >
            {deed.label}
          </LinkButton>
        ) : null}
      </div>
    </li>
  );
}

/** What stands between backticks is to be typed as it is. */
function WithCode({ text }: { text: string }) {
  return text.split("`").map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <code
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence in their order
        key={index}
        className="rounded-[0.25rem] border border-line bg-ground px-1 py-px font-mono"
      >
        {part}
      </code>
    ),
  );
}
