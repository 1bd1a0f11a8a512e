import { type RefObject, useDeferredValue, useId, useMemo, useState } from "react";
import { EmptyState } from "../../components/EmptyState";
import { ModelsIcon } from "../../components/icons";
import { RelativeTime } from "../../components/RelativeTime";
import { SearchField } from "../../components/SearchField";
import { useSpeech } from "../../i18n/useSpeech";
import { commandErrorOf, useModels } from "../../ipc";
import { testid } from "../../test/testids";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { ModelRows } from "./ModelRows";
import { byPresenceAndId, matchesModel, present } from "./order";

const SEARCH_FROM = 6;

type SectionProps = {
  profile: string | null;
  provider: string;
  checking: boolean;
  pane: RefObject<HTMLElement | null>;
};

export function ModelSection({ profile, provider, checking, pane }: SectionProps) {
  const { t, number } = useSpeech();
  const titleId = useId();
  const { data, error } = useModels(profile, provider);
  const [query, setQuery] = useState("");
  const wanted = useDeferredValue(query);
  const models = useMemo(() => byPresenceAndId(data?.models ?? []), [data]);
  const shown = useMemo(
    () => models.filter((model) => matchesModel(model, wanted)),
    [models, wanted],
  );
  const count = present(models);
  const filtered = wanted.trim() !== "";
  return (
    <section aria-labelledby={titleId} className="flex flex-col gap-1 border-t border-line pt-4">
      <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-1 basis-48 items-baseline gap-2 whitespace-nowrap">
          <h3 id={titleId} className="font-semibold">
            {t("models.heading")}
          </h3>
          <span
            className="figures text-small text-muted"
            data-testid={testid.modelCount}
            data-count={count}
          >
            {filtered
              ? t("models.found", { n: number(present(shown)), all: number(count) })
              : number(count)}
            {data?.listedAt && !filtered ? (
              <>
                {" · "}
                <RelativeTime at={data.listedAt} />
              </>
            ) : null}
          </span>
        </div>
        {models.length > SEARCH_FROM ? (
          <SearchField
            label={t("models.search")}
            testid={testid.modelSearch}
            value={query}
            onChange={setQuery}
            className="min-w-0 flex-1 basis-48 three:max-w-56"
          />
        ) : null}
      </div>
      {error ? <ErrorNotice error={commandErrorOf(error)} /> : null}
      {data && models.length === 0 ? (
        <EmptyState icon={ModelsIcon} title={t("models.empty")}>
          {t(checking ? "models.emptyChecking" : "models.emptyHint")}
        </EmptyState>
      ) : null}
      {models.length > 0 && shown.length === 0 ? (
        <p className="py-8 text-center text-small text-muted wrap-anywhere">
          {t("models.noMatch", { query: wanted })}
        </p>
      ) : null}
      {shown.length > 0 ? (
        <ModelRows models={shown} label={t("models.heading")} scroller={pane} />
      ) : null}
    </section>
  );
}
