import { type ReactNode, useId } from "react";
import { useSpeech } from "../../i18n/useSpeech";
import { testid } from "../../test/testids";
import { SOURCES, type SourceKind } from "./sources";

type ChoiceProps = {
  kind: SourceKind;
  onChoose: (kind: SourceKind) => void;
  /** Which file, below the choice that asks for one. */
  children: ReactNode;
};

/** The places there are, and what looking there does. */
export function SourceChoice({ kind, onChoose, children }: ChoiceProps) {
  const { t } = useSpeech();
  const id = useId();
  return (
    <fieldset>
      <legend className="mb-2.5 font-medium">{t("imports.choose.legend")}</legend>
      <div className="flex flex-col gap-3">
        {SOURCES.map((source) => (
          <div key={source} className="flex gap-2.5">
            <input
              id={`${id}-${source}`}
              type="radio"
              name={id}
              checked={kind === source}
              data-testid={testid.importSource(source)}
              data-first={kind === source && source !== "file" ? "" : undefined}
              aria-describedby={`${id}-${source}-hint`}
              onChange={() => onChoose(source)}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            <div className="min-w-0 flex-1">
              <label htmlFor={`${id}-${source}`} className="block">
                {t(`imports.choose.${source}`)}
              </label>
              <p id={`${id}-${source}-hint`} className="text-small text-muted">
                {t(`imports.choose.${source}Hint`)}
              </p>
              {source === "file" && kind === "file" ? <div className="mt-2">{children}</div> : null}
            </div>
          </div>
        ))}
      </div>
    </fieldset>
  );
}
