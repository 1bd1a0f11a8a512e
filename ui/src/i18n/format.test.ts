import { expect, test } from "vitest";
import { formatList, formatRelative, formatTokens } from "./format";

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
