import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Spoken } from ".";
import {
  formatAbsolute,
  formatClock,
  formatDay,
  formatDecimal,
  formatInDays,
  formatList,
  formatMoney,
  formatNumber,
  formatRelative,
  formatShortDay,
  formatShortMoment,
  formatTokens,
  formatWholeDay,
} from "./format";

/** Words and figures in the language of the window. */
export function useSpeech() {
  const { t, i18n } = useTranslation();
  const language: Spoken = i18n.language === "de" ? "de" : "en";
  return useMemo(
    () => ({
      t,
      language,
      number: (value: number) => formatNumber(value, language),
      tokens: (value: number) => formatTokens(value, language),
      list: (words: readonly string[]) => formatList(words, language),
      decimal: (value: string) => formatDecimal(value, language),
      money: (amount: number, currency: string) => formatMoney(amount, currency, language),
      shortDay: (date: string, now: number) => formatShortDay(date, now, language),
      shortMoment: (iso: string, now: number) => formatShortMoment(iso, now, language),
      day: (date: string) => formatDay(date, language),
      wholeDay: (date: string) => formatWholeDay(date, language),
      inDays: (days: number) => formatInDays(days, language),
      clock: (iso: string) => formatClock(iso, language),
      absolute: (iso: string) => formatAbsolute(iso, language),
      relative: (iso: string, now: number) => formatRelative(iso, now, language),
    }),
    [t, language],
  );
}

export type Speech = ReturnType<typeof useSpeech>;
