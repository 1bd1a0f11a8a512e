import type { Spoken } from ".";

export function formatNumber(value: number, language: Spoken): string {
  return new Intl.NumberFormat(language).format(value);
}

/** 131072 reads as 131k, 1048576 as 1M: the way providers write context windows. */
export function formatTokens(value: number, language: Spoken): string {
  if (value < 1000) return formatNumber(value, language);
  if (value < 1_000_000) return `${formatNumber(Math.floor(value / 1000), language)}k`;
  const millions = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  return `${millions.format(Math.floor(value / 100_000) / 10)}M`;
}

export function formatList(words: readonly string[], language: Spoken): string {
  return new Intl.ListFormat(language, { type: "conjunction" }).format(words);
}

/** The time of day, to the second. */
export function formatClock(iso: string, language: Spoken): string {
  return new Intl.DateTimeFormat(language, { timeStyle: "medium" }).format(new Date(iso));
}

export function formatAbsolute(iso: string, language: Spoken): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(
    new Date(iso),
  );
}

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** Null when the moment is less than a minute away: the caller says "just now" in its language. */
export function formatRelative(iso: string, now: number, language: Spoken): string | null {
  const seconds = Math.round((new Date(iso).getTime() - now) / 1000);
  const distance = Math.abs(seconds);
  const format = new Intl.RelativeTimeFormat(language, { numeric: "always" });
  for (const [unit, size] of UNITS) {
    if (distance >= size) return format.format(Math.trunc(seconds / size), unit);
  }
  return null;
}
