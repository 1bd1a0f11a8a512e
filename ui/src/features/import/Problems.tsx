import { harmless } from "../../components/harmless";
import { Notice } from "../../components/Notice";
import { useSpeech } from "../../i18n/useSpeech";
import type { FoundKeysView } from "../../ipc";
import { testid } from "../../test/testids";
import { errorWords } from "../trouble/words";
import { LONGEST_PATH } from "./place";

/** What could not be looked through, and why. */
export function Problems({ problems }: Pick<FoundKeysView, "problems">) {
  const speech = useSpeech();
  const { t, number } = speech;
  const count = problems.length;
  if (count === 0) return null;
  return (
    <Notice tone="warning" testid={testid.importProblems}>
      <p className="font-medium">{t("imports.preview.problems", { count, n: number(count) })}</p>
      <ul className="selectable flex flex-col gap-1 text-small">
        {problems.map(({ place, fault }) => (
          <li key={`${place} ${fault}`}>
            {errorWords(speech, {
              kind: "importSource",
              place: harmless(place, LONGEST_PATH),
              fault,
            })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
