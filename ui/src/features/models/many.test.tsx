import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { harmless } from "../../components/harmless";
import { manyModels, model, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { openWindow } from "../../test/window";
import { entriesOf } from "./entry";
import { fits, NO_FILTERS } from "./filter";
import { SORTS, sorted } from "./sort";

const MOST_ROWS = 100;
const rows = () => screen.getAllByTestId(testid.modelRow);
const count = () => screen.getByTestId(testid.modelCount).textContent;

test("ten thousand models are filtered and sorted while only those in sight are drawn", async () => {
  const { user } = await openWindow({
    credentials: [valid("groq")],
    models: { groq: manyModels(10_000) },
  });
  await waitFor(() => expect(screen.getByTestId(testid.modelCount).dataset.count).toBe("9900"));
  expect(rows().length).toBeLessThan(MOST_ROWS);

  await user.click(screen.getByTestId(testid.sort));
  await user.click(await screen.findByTestId(testid.sortOption("context")));
  await waitFor(() => expect(rows()[0]?.dataset.model).toContain("/model-298"));
  expect(rows().length).toBeLessThan(MOST_ROWS);

  await user.click(screen.getByTestId(testid.filter));
  await user.click(await screen.findByTestId(testid.filterWord("capabilities", "tools")));
  await user.click(screen.getByTestId(testid.filterContext(200_000)));
  await waitFor(() => expect(count()).toMatch(/^1,\d{3} of 9,900$/));
  expect(rows().length).toBeLessThan(MOST_ROWS);
  expect(rows()[0]?.getAttribute("aria-setsize")).toMatch(/^1\d{3}$/);
}, 20_000);

test("working all of it out anew takes a moment, not seconds", () => {
  const entries = entriesOf(manyModels(10_000), Date.now());
  const begun = performance.now();
  for (const sort of SORTS) {
    const found = entries.filter(fits("vendor model", { ...NO_FILTERS, context: 32_000 }));
    expect(sorted(found, sort).length).toBeGreaterThan(5_000);
  }
  expect(performance.now() - begun).toBeLessThan(3_000);
});

test("a name that means harm stands harmless, each in a direction of its own", async () => {
  const hostile = [
    model("\u202Egpt-evil\u202C", { displayName: "\u2066both\u2069 ways" }),
    model("\u001b[31mred\u001b[0m"),
    model(`${"a".repeat(5_000)}`),
  ];
  await openWindow({ credentials: [valid("groq")], models: { groq: hostile } });
  await waitFor(() => expect(rows()).toHaveLength(3));
  const text = rows()
    .map((row) => row.innerHTML)
    .join("\n");
  expect(text).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/u);
  expect(text).not.toContain("\u001b");
  expect(text).toContain("\\u{202e}gpt-evil\\u{202c}");
  expect(text).toContain("\\u{1b}[31mred");
  expect(text.length).toBeLessThan(10_000);
  for (const row of rows()) expect(row.querySelector("bdi")).toBeTruthy();
});

test.each([
  ["plain-4.1", "plain-4.1"],
  ["zero\u200Bwidth\u200D", "zero\\u{200b}width\\u{200d}"],
  ["line\u2028feed\n", "line\\u{2028}feed\\u{a}"],
  ["half \ud800", "half \\u{d800}"],
  ["tag \u{E0041}", "tag \\u{e0041}"],
  ["Ünïcödé 模型 😀", "Ünïcödé 模型 😀"],
])("%j is shown as %j", (raw, safe) => {
  expect(harmless(raw)).toBe(safe);
});

test("long words end in three dots, never in half a character", () => {
  expect(harmless("😀".repeat(300), 10)).toBe(`${"😀".repeat(9)}…`);
  expect(harmless("x".repeat(10), 10)).toBe("x".repeat(10));
});
