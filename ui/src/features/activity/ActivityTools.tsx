import { Button, LinkButton } from "../../components/Button";
import { Chips } from "../../components/Chips";
import { FilterPopover } from "../../components/FilterPopover";
import { harmless } from "../../components/harmless";
import { SearchField } from "../../components/SearchField";
import { useSpeech } from "../../i18n/useSpeech";
import { testid } from "../../test/testids";
import { useProfileName } from "../frame/useProfileName";
import { buttonWord } from "../models/ModelTools";
import { NO_FILTERS, narrowed, PURPOSES } from "./filter";
import type { Activity } from "./useActivity";
import { filterWords } from "./words";

type ToolsProps = { activity: Activity; onClear: () => void };

/** Search, filter, and emptying it all, in one line where there is room. */
export function ActivityTools({ activity, onClear }: ToolsProps) {
  const speech = useSpeech();
  const { t } = speech;
  const name = useProfileName();
  const { asked, ask, choices, mine, search } = activity;
  const words = filterWords(speech, asked.filters, choices.providers, name(mine));
  return (
    <div className="flex min-w-0 flex-1 basis-80 flex-wrap gap-2">
      <SearchField
        ref={search}
        main
        label={t("activity.search")}
        testid={testid.activitySearch}
        value={asked.query}
        onChange={(query) => ask({ query })}
        className="min-w-0 flex-1 basis-44"
      />
      <div className="flex min-w-0 gap-2">
        <FilterPopover
          on={words.length > 0}
          label={buttonWord(speech, words)}
          spoken={t("activity.filter.spoken")}
          title={t("activity.filter.title")}
          testid={testid.activityFilter}
          panelTestid={testid.activityFilterPanel}
        >
          <Panel activity={activity} />
        </FilterPopover>
        <Button testid={testid.activityClear} onClick={onClear}>
          {t("activity.clear")}
        </Button>
      </div>
    </div>
  );
}

const ALL = "all";
const MINE = "mine";

function Panel({ activity }: { activity: Activity }) {
  const { t, number } = useSpeech();
  const name = useProfileName();
  const { asked, filter, choices, several, mine, shown, all } = activity;
  const { filters } = asked;
  const word = testid.activityFilterWord;
  return (
    <div className="flex flex-col gap-4">
      <Chips
        label={t("activity.filter.purpose")}
        value={filters.purposes}
        onChange={(next) => filter({ purposes: PURPOSES.filter((each) => next.includes(each)) })}
        chips={choices.purposes.map((value) => ({
          value,
          label: t(`activity.purpose.${value}`),
          testid: word("purpose", value),
        }))}
      />
      {several || filters.onlyMine ? (
        <Chips
          single
          label={t("activity.filter.profile")}
          value={[filters.onlyMine ? MINE : ALL]}
          onChange={([next]) => filter({ onlyMine: next === MINE })}
          chips={[
            { value: ALL, label: t("activity.filter.allProfiles"), testid: word("profile", ALL) },
            { value: MINE, label: harmless(name(mine), 40), testid: word("profile", MINE) },
          ]}
        />
      ) : null}
      <Chips
        label={t("activity.filter.provider")}
        value={filters.providers}
        onChange={(providers) => filter({ providers })}
        chips={providerChips(activity).map(([value, label]) => ({
          value,
          label: harmless(label, 40),
          testid: word("provider", value),
        }))}
      />
      <div className="flex min-h-6 items-center justify-between gap-4">
        <span className="figures text-small text-muted">
          {t("models.found", { n: number(shown.length), all: number(all) })}
        </span>
        <LinkButton
          testid={testid.activityFilterClear}
          className="text-small"
          aria-disabled={!narrowed(filters)}
          onClick={() => filter(NO_FILTERS)}
        >
          {t("models.filter.clear")}
        </LinkButton>
      </div>
    </div>
  );
}

/** What is chosen stays to be unchosen, also once no line has it any more. */
function providerChips({ asked, choices }: Activity): [string, string][] {
  const missing = asked.filters.providers.filter((id) => !choices.providers.has(id));
  return [...choices.providers, ...missing.map((id): [string, string] => [id, id])];
}
