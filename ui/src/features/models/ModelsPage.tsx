import { useQueries } from "@tanstack/react-query";
import { useDeferredValue, useMemo, useRef, useState } from "react";
import { EmptyState } from "../../components/EmptyState";
import { ModelsIcon } from "../../components/icons";
import { SearchField } from "../../components/SearchField";
import { useSpeech } from "../../i18n/useSpeech";
import { commandErrorOf, query, useCredentials } from "../../ipc";
import { testid } from "../../test/testids";
import { usePlace } from "../frame/navigation";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { ModelRows } from "./ModelRows";
import { byPresenceAndId, type ListedModel, matchesModel, present } from "./order";

/** Every stored model of the profile, whatever key opens it. */
export function ModelsPage() {
  const { t, number } = useSpeech();
  const scroller = useRef<HTMLElement>(null);
  const [search, setSearch] = useState("");
  const wanted = useDeferredValue(search);
  const { models, error, pending } = useAllModels();
  const shown = useMemo(
    () =>
      models.filter(
        (model) =>
          matchesModel(model, wanted) ||
          matchesModel({ ...model, id: `${model.providerName} ${model.id}` }, wanted),
      ),
    [models, wanted],
  );
  const filtered = wanted.trim() !== "";
  const count = present(models);
  return (
    <main
      ref={scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      aria-labelledby="models-title"
      className="relative min-h-0 min-w-0 flex-1 overflow-y-auto bg-surface focus-visible:-outline-offset-2"
    >
      <div className="mx-auto flex max-w-240 flex-col gap-3 px-5 py-5 three:px-8 three:py-7">
        <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
          <div className="flex min-w-0 flex-1 basis-48 items-baseline gap-2.5">
            <h1 id="models-title" className="text-title font-semibold">
              {t("models.title")}
            </h1>
            <span className="figures text-muted" data-testid={testid.modelCount} data-count={count}>
              {filtered
                ? t("models.found", { n: number(present(shown)), all: number(count) })
                : number(count)}
            </span>
          </div>
          {models.length > 0 ? (
            <SearchField
              main
              label={t("models.searchAll")}
              testid={testid.modelSearch}
              value={search}
              onChange={setSearch}
              className="min-w-0 flex-1 basis-56 two:max-w-72"
            />
          ) : null}
        </div>
        {error ? <ErrorNotice error={commandErrorOf(error)} /> : null}
        {models.length === 0 && !pending ? (
          <EmptyState icon={ModelsIcon} title={t("models.emptyAll")}>
            {t("models.emptyAllHint")}
          </EmptyState>
        ) : null}
        {models.length > 0 && shown.length === 0 ? (
          <p className="py-10 text-center text-muted wrap-anywhere">
            {t("models.noMatch", { query: wanted })}
          </p>
        ) : null}
        {shown.length > 0 ? (
          <ModelRows models={shown} label={t("models.title")} scroller={scroller} />
        ) : null}
      </div>
    </main>
  );
}

function useAllModels() {
  const { profile } = usePlace();
  const { data: credentials = [], isPending } = useCredentials(profile);
  return useQueries({
    queries: credentials.map((view) => query.models(profile, view.provider)),
    combine: (answers) => ({
      pending: isPending || answers.some((answer) => answer.isPending),
      error: answers.find((answer) => answer.error)?.error ?? null,
      models: byPresenceAndId(
        answers.flatMap((answer, index): ListedModel[] => {
          const view = credentials[index];
          if (!view || !answer.data) return [];
          return answer.data.models.map((model) => ({
            ...model,
            provider: view.provider,
            providerName: view.name,
          }));
        }),
      ),
    }),
  });
}
