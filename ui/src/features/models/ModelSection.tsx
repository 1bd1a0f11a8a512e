import { type RefObject, useId, useMemo } from "react";
import { EmptyState } from "../../components/EmptyState";
import { ModelsIcon } from "../../components/icons";
import { useSpeech } from "../../i18n/useSpeech";
import { commandErrorOf, useModels } from "../../ipc";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { entriesOf } from "./entry";
import { ListHead } from "./ListHead";
import { ModelList } from "./ModelList";
import { ModelTools } from "./ModelTools";
import { useHour, useModelList } from "./useModelList";

const TOOLS_FROM = 6;
const FEW = 12;

type SectionProps = {
  profile: string | null;
  provider: string;
  checking: boolean;
  /** Whether the latest check could not tell, so that the list is one of an earlier check. */
  unsure: boolean;
  pane: RefObject<HTMLElement | null>;
};

export function ModelSection({ profile, provider, checking, unsure, pane }: SectionProps) {
  const { t } = useSpeech();
  const titleId = useId();
  const hour = useHour();
  const { data, error } = useModels(profile, provider);
  const entries = useMemo(() => entriesOf(data?.models ?? [], hour), [data, hour]);
  const list = useModelList(entries);
  return (
    <section aria-labelledby={titleId} className="flex flex-col gap-2 border-t border-line pt-4">
      <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-2">
        <ListHead
          level={3}
          id={titleId}
          title={t("models.heading")}
          list={list}
          age={data?.listedAt ? { at: data.listedAt, words: unsure ? "lastGood" : "asOf" } : null}
        />
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
      <ModelList list={list} label={t("models.heading")} scroller={pane} few={FEW} />
    </section>
  );
}
