import { harmless } from "../../components/harmless";
import type { Speech } from "../../i18n/useSpeech";
import { dayOf } from "./entry";
import type { Choices, Filters } from "./filter";

const SHORT = 40;

/** The filters that narrow the list, a word or two each. */
export function filterWords(
  { t }: Speech,
  { purposes, providers, onlyMine }: Filters,
  names: Choices["providers"],
  mine: string,
): string[] {
  return [
    ...providers.map((id) => harmless(names.get(id) ?? id, SHORT)),
    ...purposes.map((purpose) => t(`activity.purpose.${purpose}`)),
    ...(onlyMine ? [t("frame.profile.current", { name: mine })] : []),
  ];
}

/** Why no line is shown, with the search and the filters named. */
export function whyNone({ t, list }: Speech, query: string, words: readonly string[]): string {
  if (words.length === 0) return t("activity.noMatch", { query });
  const filters = list(words);
  return query === ""
    ? t("activity.noMatchFilters", { filters })
    : t("activity.noMatchBoth", { query, filters });
}

/** Today, yesterday, or the day with its weekday. */
export function dayWords({ t, wholeDay }: Speech, day: string, today: string): string {
  if (day === today) return t("activity.today");
  if (day === dayBefore(today)) return t("activity.yesterday");
  return wholeDay(day);
}

function dayBefore(day: string): string {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  return dayOf(new Date(year, month - 1, date - 1));
}
