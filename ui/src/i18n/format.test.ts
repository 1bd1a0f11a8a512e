import { expect, test } from "vitest";
import {
  daysUntil,
  formatDay,
  formatDecimal,
  formatList,
  formatMoney,
  formatRelative,
  formatShortDay,
  formatTokens,
  formatWholeDay,
} from "./format";

test.each([
  [512, "512"],
  [4_096, "4k"],
  [131_072, "131k"],
  [1_048_576, "1M"],
  [10_485_760, "10.4M"],
])("%i tokens read as %s", (value, text) => {
  expect(formatTokens(value, "en")).toBe(text);
});

test("a German comma stands in figures", () => {
  expect(formatTokens(10_485_760, "de")).toBe("10,4M");
});

test("moments are told in the largest whole unit", () => {
  const now = Date.parse("2026-11-22T12:00:00Z");
  const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString();
  expect(formatRelative(ago(20), now, "en")).toBeNull();
  expect(formatRelative(ago(120), now, "en")).toBe("2 minutes ago");
  expect(formatRelative(ago(7_300), now, "en")).toBe("2 hours ago");
  expect(formatRelative(ago(86_400 * 3), now, "de")).toBe("vor 3 Tagen");
});

test("lists end in and", () => {
  expect(formatList(["spaces", "quotation marks"], "en")).toBe("spaces and quotation marks");
});

test("plain decimals keep their decimals, and what is none stays as it is", () => {
  expect(formatDecimal("110.00", "en")).toBe("110.00");
  expect(formatDecimal("1234567.5", "de")).toBe("1.234.567,5");
  expect(formatDecimal("-0.5", "en")).toBe("-0.5");
  for (const odd of ["1e3", "NaN", "", "12,5"]) expect(formatDecimal(odd, "de")).toBe(odd);
});

test("a day is a day here, whatever the clock says in Greenwich", () => {
  const lateTonight = new Date(2026, 10, 22, 23, 59).getTime();
  expect(daysUntil("2026-11-22", lateTonight)).toBe(0);
  expect(daysUntil("2026-11-23", lateTonight)).toBe(1);
  expect(daysUntil("2026-11-01", lateTonight)).toBe(-21);
  expect(daysUntil("soon", lateTonight)).toBeNull();
  expect(daysUntil("2026-02-31", lateTonight)).toBeNull();
  expect(formatDay("2026-11-22", "en")).toBe("Nov 22, 2026");
  expect(formatDay("2026-11-22", "de")).toBe("22.11.2026");
  expect(formatDay("sometime", "en")).toBe("sometime");
});

test("money is told in cents, small sums finer, and unknown currencies as they came", () => {
  expect(formatMoney(2.5, "USD", "en")).toBe("$2.50");
  expect(formatMoney(0.0375, "USD", "en")).toBe("$0.0375");
  expect(formatMoney(1234.5, "EUR", "de").replace(/\s/gu, " ")).toBe("1.234,50 €");
  expect(formatMoney(2, "credits", "en")).toBe("2 credits");
});

test("a day of this year stands without the year", () => {
  const now = Date.parse("2026-11-22T12:00:00Z");
  expect(formatShortDay("2026-11-12", now, "en")).toBe("Nov 12");
  expect(formatShortDay("2026-11-12", now, "de")).toBe("12. Nov.");
  expect(formatShortDay("2025-11-12", now, "en")).toBe("Nov 12, 2025");
  expect(formatShortDay("once", now, "en")).toBe("once");
});

test("a whole day has its weekday, and what is no day stays as it is", () => {
  expect(formatWholeDay("2026-11-22", "en")).toBe("Sunday, November 22, 2026");
  expect(formatWholeDay("2026-11-22", "de")).toBe("Sonntag, 22. November 2026");
  expect(formatWholeDay("once", "en")).toBe("once");
});
