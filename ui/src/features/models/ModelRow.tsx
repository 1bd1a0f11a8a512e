import { Monogram } from "../../components/Monogram";
import { type Speech, useSpeech } from "../../i18n/useSpeech";
import type { ModelView } from "../../ipc";
import type { ListedModel } from "./order";

export const ROW_HEIGHT = 36;

/** The columns of the header and of every row. */
export const COLUMNS = "grid grid-cols-[minmax(0,1fr)_3.75rem_3.75rem] items-center gap-x-2 px-3";
export const COLUMNS_WITH_PROVIDER =
  "grid grid-cols-[minmax(0,1fr)_2rem_3.25rem] two:grid-cols-[minmax(0,1fr)_10rem_3.75rem_3.75rem] items-center gap-x-3 px-3";

export function ModelRow({ model }: { model: ModelView | ListedModel }) {
  const speech = useSpeech();
  const { t } = speech;
  const gone = model.goneSince !== null;
  const other = model.displayName && model.displayName !== model.id ? model.displayName : null;
  const provider = "provider" in model ? model : null;
  return (
    <div className={`h-full ${provider ? COLUMNS_WITH_PROVIDER : COLUMNS}`}>
      <span
        className="flex min-w-0 items-baseline gap-3"
        title={other ? `${model.id} (${other})` : model.id}
      >
        <span
          className={`selectable min-w-0 truncate font-mono text-small ${gone ? "text-muted line-through" : ""}`}
        >
          {model.id}
        </span>
        {gone ? <span className="shrink-0 text-small text-muted">{t("models.gone")}</span> : null}
        {other && !gone ? (
          <span className="min-w-12 flex-1 truncate text-small text-muted max-two:hidden">
            {other}
          </span>
        ) : null}
      </span>
      {provider ? (
        <span
          className="flex min-w-0 items-center gap-2 text-small text-muted"
          title={provider.providerName}
        >
          <Monogram id={provider.provider} name={provider.providerName} size="tiny" />
          <span className="min-w-0 truncate max-two:sr-only">{provider.providerName}</span>
        </span>
      ) : null}
      <Tokens speech={speech} value={model.contextWindow} words="models.contextOf" />
      <Tokens
        speech={speech}
        value={model.outputLimit}
        words="models.outputOf"
        className={provider ? "max-two:hidden" : ""}
      />
    </div>
  );
}

function Tokens({
  speech,
  value,
  words,
  className = "",
}: {
  speech: Speech;
  value: number | null;
  words: "models.contextOf" | "models.outputOf";
  className?: string;
}) {
  return (
    <span className={`figures text-right text-small text-muted ${className}`}>
      {value === null ? null : (
        <>
          <span aria-hidden="true">{speech.tokens(value)}</span>
          <span className="sr-only">{speech.t(words, { n: speech.number(value) })}</span>
        </>
      )}
    </span>
  );
}
