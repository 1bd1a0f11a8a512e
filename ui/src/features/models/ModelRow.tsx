import type { ReactNode } from "react";
import { Foreign } from "../../components/Foreign";
import { harmless } from "../../components/harmless";
import { Monogram } from "../../components/Monogram";
import { useNow } from "../../components/useNow";
import { useSpeech } from "../../i18n/useSpeech";
import type { Columns } from "./columns";
import type { Entry, Owner, Told } from "./entry";
import { costSpoken, costWords } from "./words";

export function ModelRow({ entry, columns }: { entry: Entry; columns: Columns }) {
  const speech = useSpeech();
  const { t, tokens, number } = speech;
  const { owner, context, limit, cost } = entry;
  return (
    <div className={`h-full ${columns.row}`}>
      <Name entry={entry} />
      {owner ? <OwnerCell owner={owner} /> : null}
      <Figure
        told={context}
        className={columns.context}
        show={tokens}
        speak={(n) => t("models.contextOf", { n: number(n) })}
      />
      <Figure
        told={limit}
        className={columns.output}
        show={tokens}
        speak={(n) => t("models.outputOf", { n: number(n) })}
      />
      <Figure
        told={cost}
        className={columns.price}
        show={(price) => costWords(speech, price)}
        speak={(price) => costSpoken(speech, price)}
      />
    </div>
  );
}

function Name({ entry }: { entry: Entry }) {
  const { model, isGone, isNew } = entry;
  const other = model.displayName && model.displayName !== model.id ? model.displayName : null;
  const id = harmless(model.id);
  return (
    <span
      className="flex min-w-0 items-center gap-2.5"
      title={other ? `${id} (${harmless(other)})` : id}
    >
      <span
        className={`selectable min-w-0 truncate font-mono text-small ${isGone ? "text-muted line-through" : ""}`}
      >
        <Foreign>{model.id}</Foreign>
      </span>
      {isGone && model.goneSince ? <Since word="gone" at={model.goneSince} /> : null}
      {isNew && model.newSince ? <Since word="new" at={model.newSince} /> : null}
      {other && !isGone ? (
        <span className="min-w-0 flex-1 truncate text-small text-muted @max-lg:hidden">
          <Foreign>{other}</Foreign>
        </span>
      ) : null}
    </span>
  );
}

const LOOK = {
  new: "rounded-[0.25rem] bg-accent/12 px-1.5 font-medium text-accent",
  gone: "text-muted",
};

/** Where room is scarce the day is left to the ear and to whoever rests the pointer on it. */
function Since({ word, at }: { word: "new" | "gone"; at: string }) {
  const { t, shortDay, absolute } = useSpeech();
  const now = useNow();
  const whole = t(`models.${word}Since`, { date: shortDay(at, now) });
  return (
    <span
      className={`shrink-0 text-[0.75rem] leading-5 whitespace-nowrap ${LOOK[word]}`}
      title={`${whole} (${absolute(at)})`}
    >
      <span className="@max-md:sr-only">{whole}</span>
      <span className="@md:hidden" aria-hidden="true">
        {t(`models.${word}`)}
      </span>
    </span>
  );
}

function OwnerCell({ owner }: { owner: Owner }) {
  return (
    <span
      className="flex min-w-0 items-center gap-2 text-small text-muted"
      title={harmless(owner.name)}
    >
      <Monogram id={owner.provider} name={owner.name} size="tiny" />
      <span className="min-w-0 truncate @max-lg:sr-only">
        <Foreign>{owner.name}</Foreign>
      </span>
    </span>
  );
}

type FigureProps<V> = {
  told: Told<V> | null;
  show: (value: V) => ReactNode;
  speak: (value: V) => string;
  className: string;
};

/** A figure; what only the catalogue tells is marked as such to the eye and to the ear. */
function Figure<V>({ told, show, speak, className }: FigureProps<V>) {
  const { t } = useSpeech();
  const what = told ? speak(told.value) : "";
  const spoken = told?.catalogue ? t("models.fromCatalogue", { what }) : what;
  return (
    <span
      className={`figures truncate text-right text-small text-muted ${className}`}
      title={spoken || undefined}
    >
      {told ? (
        <>
          <span aria-hidden="true">
            {told.catalogue ? "~" : ""}
            {show(told.value)}
          </span>
          <span className="sr-only">{spoken}</span>
        </>
      ) : null}
    </span>
  );
}
