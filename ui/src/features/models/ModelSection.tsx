import { type RefObject, useId, useMemo } from "react";
import { EmptyState } from "../../components/EmptyState";
import { ModelsIcon } from "../../components/icons";
import { useSpeech } from "../../i18n/useSpeech";
import { commandErrorOf, useModels } from "../../ipc";
import { testid } from "../../test/testids";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { entriesOf } from "./entry";
import { ListAge } from "./ListAge";
import { ModelList } from "./ModelList";
import { ModelTools } from "./ModelTools";
import { useHour, useModelList } from "./useModelList";

const TOOLS_FROM = 6;

type SectionProps = {
  profile: string | null;
  provider: string;
  checking: boolean;
  /** Whether the latest check could not tell, so that the list is one of an earlier check. */
  unsure: boolean;
  pane: RefObject<HTMLElement | null>;
};

export function ModelSection({ profile, provider, checking, unsure, pane }: SectionProps) {
  const { t, number } = useSpeech();
  const titleId = useId();
  const hour = useHour();
  const { data, error } = useModels(profile, provider);
  const entries = useMemo(() => entriesOf(data?.models ?? [], hour), [data, hour]);
  const list = useModelList(entries);
  const { count, filtered, shownCount } = list;
  return (
    <section aria-labelledby={titleId} className="flex flex-col gap-2 border-t border-line pt-4">
      <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-1 basis-48 items-baseline gap-2 whitespace-nowrap">
          <h3 id={titleId} className="font-semibold">
            {t("models.heading")}
          </h3>
          <span
            className="figures min-w-0 truncate text-small text-muted"
            data-testid={testid.modelCount}
            data-count={count}
          >
            {filtered
              ? t("models.found", { n: number(shownCount), all: number(count) })
              : number(count)}
            {data?.listedAt && !filtered ? (
              <>
                {" · "}
                <ListAge at={data.listedAt} words={unsure ? "lastGood" : "asOf"} />
              </>
            ) : null}
          </span>
        </div>
        {entries.length > TOOLS_FROM ? (
          <ModelTools list={list} searchLabel={t("models.search")} />
        ) : null}
      </div>
      {error ? <ErrorNotice error={commandErrorOf(error)} /> : null}
      {data && entries.length === 0 ? (
        <EmptyState icon={ModelsIcon} title={t("models.empty")}>
          {t(checking ? "models.emptyChecking" : "models.emptyHint")}
        </EmptyState>
      ) : null}
      <ModelList list={list} label={t("models.heading")} scroller={pane} />
    </section>
  );
}
