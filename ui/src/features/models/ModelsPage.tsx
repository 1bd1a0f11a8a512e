import { useRef } from "react";
import { EmptyState } from "../../components/EmptyState";
import { ModelsIcon } from "../../components/icons";
import { useSpeech } from "../../i18n/useSpeech";
import { commandErrorOf } from "../../ipc";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { ListHead } from "./ListHead";
import { ModelList } from "./ModelList";
import { ModelTools } from "./ModelTools";
import { useAllModels } from "./useAllModels";
import { useModelList } from "./useModelList";

/** Every stored model of the profile, whatever key opens it. */
export function ModelsPage() {
  const { t } = useSpeech();
  const scroller = useRef<HTMLElement>(null);
  const { entries, error, pending, oldest } = useAllModels();
  const list = useModelList(entries);
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
          <ListHead
            level={1}
            id="models-title"
            title={t("models.title")}
            list={list}
            age={oldest ? { at: oldest.at, words: oldest.only ? "asOf" : "oldest" } : null}
          />
          {entries.length > 0 ? (
            <ModelTools main list={list} searchLabel={t("models.searchAll")} />
          ) : null}
        </div>
        {error ? <ErrorNotice error={commandErrorOf(error)} /> : null}
        {entries.length === 0 && !pending ? (
          <EmptyState icon={ModelsIcon} title={t("models.emptyAll")}>
            {t("models.emptyAllHint")}
          </EmptyState>
        ) : null}
        <ModelList list={list} label={t("models.title")} scroller={scroller} />
      </div>
    </main>
  );
}
