import { useId } from "react";
import { CheckBox } from "../../components/CheckBox";
import { Foreign } from "../../components/Foreign";
import { CheckIcon } from "../../components/icons";
import { Monogram } from "../../components/Monogram";
import { StatusMark } from "../../components/StatusMark";
import { useSpeech } from "../../i18n/useSpeech";
import type { FoundKeyView } from "../../ipc";
import { testid } from "../../test/testids";
import { canPick } from "./picks";
import { placeWords } from "./place";

type RowProps = {
  found: FoundKeyView;
  /** How many of its provider could be picked; 0 where that was said above. */
  several: number;
  picked: boolean;
  onPick: (pick: boolean) => void;
};

/** One key: whose it is, how it looks masked, and everywhere it was found. */
export function FoundRow({ found, several, picked, onPick }: RowProps) {
  const speech = useSpeech();
  const { t, number } = speech;
  const id = useId();
  const { index, provider, name, hint, baseUrl, places, state } = found;
  const note = several > 1 && canPick(found);
  return (
    <li data-testid={testid.importRow(index)} className="border-b border-line last:border-b-0">
      {note ? (
        <p
          id={`${id}-note`}
          data-testid={testid.importSeveral(provider)}
          className="flex gap-2.5 px-3 pt-2 text-small text-muted"
        >
          <span className="flex w-4 shrink-0 justify-center pt-0.5">
            <StatusMark tone="note" className="size-3.5" />
          </span>
          <span className="min-w-0 wrap-anywhere">
            {t("imports.preview.several", { n: number(several), provider: name })}
          </span>
        </p>
      ) : null}
      <div className="flex gap-2.5 px-3 py-2">
        <span className="flex h-5 w-4 shrink-0 items-center">
          {canPick(found) ? (
            <CheckBox
              id={`${id}-box`}
              labelledBy={`${id}-label`}
              describedBy={note ? `${id}-note ${id}-places` : `${id}-places`}
              checked={picked}
              onChange={onPick}
              testid={testid.importPick(index)}
            />
          ) : (
            <CheckIcon className="size-4 text-valid" />
          )}
        </span>
        <div className="min-w-0 flex-1">
          <label
            id={`${id}-label`}
            htmlFor={canPick(found) ? `${id}-box` : undefined}
            className="flex items-center gap-2.5"
          >
            <Monogram id={provider} name={name} size="tiny" />
            <span className="line-clamp-2 min-w-0 flex-1 font-medium wrap-anywhere">{name}</span>
            <Foreign className="max-w-1/2 text-right font-mono text-small wrap-anywhere">
              {hint}
            </Foreign>
          </label>
          <div id={`${id}-places`} className="mt-0.5 flex flex-col gap-0.5 text-small text-muted">
            {places.map((place) => (
              <p
                key={`${place.source} ${place.variable} ${place.path} ${place.line}`}
                className="selectable wrap-anywhere"
              >
                <Foreign className="font-mono text-ink">{place.variable}</Foreign>
                {" · "}
                <bdi className={place.path === null ? "" : "font-mono"}>
                  {placeWords(speech, place)}
                </bdi>
              </p>
            ))}
            {baseUrl ? (
              <p className="selectable wrap-anywhere">
                {t("imports.preview.baseUrl")} <Foreign className="font-mono">{baseUrl}</Foreign>
              </p>
            ) : null}
            {state === "other" && picked ? (
              <p className="flex items-center gap-1.5 text-warning">
                <StatusMark tone="warning" className="size-3" />
                {t("imports.preview.replaces")}
              </p>
            ) : null}
          </div>
        </div>
      </div>
    </li>
  );
}
