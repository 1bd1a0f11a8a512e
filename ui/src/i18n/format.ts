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

/** A day, given as one (2026-11-22) or as a moment; anything else is shown as it is. */
export function formatDay(date: string, language: Spoken): string {
  const day = parseDay(date) ?? new Date(date);
  if (Number.isNaN(day.getTime())) return date;
  return new Intl.DateTimeFormat(language, { dateStyle: "medium" }).format(day);
}

/** A day such as 2026-11-22 with its weekday, in full. */
export function formatWholeDay(date: string, language: Spoken): string {
  const day = parseDay(date);
  if (!day) return date;
  return new Intl.DateTimeFormat(language, { dateStyle: "full" }).format(day);
}

/** Day and month; with the year where it is not the one of now. */
export function formatShortDay(date: string, now: number, language: Spoken): string {
  const day = parseDay(date) ?? new Date(date);
  if (Number.isNaN(day.getTime())) return date;
  if (day.getFullYear() !== new Date(now).getFullYear()) return formatDay(date, language);
  return new Intl.DateTimeFormat(language, { day: "numeric", month: "short" }).format(day);
}

/** Day, month and time of day; with the year where it is not the one of now. */
export function formatShortMoment(iso: string, now: number, language: Spoken): string {
  const moment = new Date(iso);
  return new Intl.DateTimeFormat(language, {
    day: "numeric",
    month: "short",
    hour: "numeric",
    minute: "2-digit",
    ...(moment.getFullYear() === new Date(now).getFullYear() ? {} : { year: "numeric" }),
  }).format(moment);
}

const CENTS = 2;
const FINER = 4;

/** A sum of money; small ones with two more decimals than cents. */
export function formatMoney(amount: number, currency: string, language: Spoken): string {
  const digits = amount < 1 ? FINER : CENTS;
  try {
    return new Intl.NumberFormat(language, {
      style: "currency",
      currency,
      currencyDisplay: "narrowSymbol",
      minimumFractionDigits: CENTS,
      maximumFractionDigits: digits,
    }).format(amount);
  } catch {
    // A currency that nobody knows stands as it came.
    return `${formatNumber(amount, language)} ${currency}`;
  }
}

const DAY_MS = 86_400_000;

/** How many days until a day of the calendar here; null where the text is none. */
export function daysUntil(date: string, now: number): number | null {
  const day = parseDay(date);
  if (!day) return null;
  return Math.round((day.getTime() - new Date(now).setHours(0, 0, 0, 0)) / DAY_MS);
}

/** Today, tomorrow, in 5 days. */
export function formatInDays(days: number, language: Spoken): string {
  return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(days, "day");
}

/** Midnight here of a day such as 2026-11-22, which `Date` would take as one in Greenwich. */
function parseDay(date: string): Date | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date);
  if (!parts) return null;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  const made = new Date(year, month - 1, day);
  return made.getMonth() === month - 1 ? made : null;
}

/** A plain decimal in figures of the language, with the decimals it came with; others as they are. */
export function formatDecimal(value: string, language: Spoken): string {
  const parts = /^-?\d{1,15}(?:\.(\d{1,20}))?$/.exec(value);
  if (!parts) return value;
  const digits = parts[1]?.length ?? 0;
  const format = new Intl.NumberFormat(language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return format.format(value as Intl.StringNumericLiteral);
}
