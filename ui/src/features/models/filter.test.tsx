import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { GROQ_MODELS, SETTINGS, VARIED_MODELS, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { openWindow, shown } from "../../test/window";

const state = () => ({ credentials: [valid("groq")], models: { groq: VARIED_MODELS } });
const ids = () => screen.queryAllByTestId(testid.modelRow).map((row) => row.dataset.model);
const row = (id: string) =>
  screen.getAllByTestId(testid.modelRow).find((each) => each.dataset.model === id);
const words = (id: string) => row(id)?.textContent?.replace(/\s/gu, " ") ?? "";

async function openList(language: "en" | "de" = "en") {
  const opened = await openWindow({ ...state(), settings: { ...SETTINGS, language } }, language);
  await waitFor(() => expect(ids()).toHaveLength(7));
  return opened;
}

async function openFilter() {
  const opened = await openList();
  await opened.user.click(screen.getByTestId(testid.filter));
  await screen.findByTestId(testid.filterPanel);
  return opened;
}

test("what only the catalogue tells is marked, and never in place of the provider's word", async () => {
  await openList();
  expect(words("borealis-1m")).toContain("~1M");
  expect(words("borealis-1m")).toContain("Context window 1,048,576 tokens, from the catalogue");
  expect(words("borealis-1m")).toContain("~$0.0375 / $2.50");
  expect(words("borealis-embed")).toContain("8k");
  expect(words("borealis-embed")).not.toContain("~");
  expect(screen.getByTestId(testid.modelLegend).textContent).toBe(
    "~ Catalogue data of May 21, 2026, not the provider’s word",
  );
});

test("without catalogue data there is no legend", async () => {
  await openWindow({ credentials: [valid("groq")], models: { groq: GROQ_MODELS } });
  await screen.findAllByTestId(testid.modelRow);
  expect(shown(testid.modelLegend)).toBeNull();
});

test.each([
  ["en", "$3.00 / $15.00", "$0.02 / –", "free"],
  ["de", "3,00 $ / 15,00 $", "0,02 $ / –", "kostenlos"],
] as const)("prices are told for a million tokens: %s", async (language, whole, half, free) => {
  await openList(language);
  expect(words("aurora-large")).toContain(whole);
  expect(words("borealis-embed")).toContain(half);
  expect(words("borealis-free")).toContain(free);
});

test("a model that came lately says since when", async () => {
  await openList();
  expect(words("aurora-small")).toContain("New since");
  expect(words("aurora-large")).not.toContain("New");
});

test("capabilities, modalities, window and search narrow the list together", async () => {
  const { user } = await openFilter();
  await user.click(screen.getByTestId(testid.filterWord("capabilities", "chat")));
  await waitFor(() => expect(ids()).toHaveLength(5));
  await user.click(screen.getByTestId(testid.filterContext(128_000)));
  await waitFor(() => expect(ids()).toHaveLength(4));
  expect(screen.getByTestId(testid.filter).textContent).toContain("2 filters");
  await user.click(screen.getByTestId(testid.filterWord("input", "image")));
  await waitFor(() => expect(ids()).toEqual(["aurora-large"]));
  expect(screen.getByTestId(testid.modelCount).textContent).toBe("1 of 7");
  await user.click(screen.getByTestId(testid.filterClear));
  await waitFor(() => expect(ids()).toHaveLength(7));
  expect(screen.getByTestId(testid.filter).textContent).toBe("Filter");
});

test("how many were found is told as it changes, how many there are is not", async () => {
  const { user } = await openFilter();
  const told = screen.getByTestId(testid.modelCount).querySelector("[aria-live=polite]");
  expect(told?.textContent).toBe("");
  await user.click(screen.getByTestId(testid.filterWord("capabilities", "chat")));
  await waitFor(() => expect(told?.textContent).toBe("5 of 7"));
});

test("there is nothing to clear while nothing is narrowed, also once it was", async () => {
  const { user } = await openFilter();
  const clear = () => screen.getByTestId(testid.filterClear).getAttribute("aria-disabled");
  expect(clear()).toBe("true");
  await user.click(screen.getByTestId(testid.filterGone));
  await waitFor(() => expect(clear()).toBe("false"));
  await user.click(screen.getByTestId(testid.filterGone));
  await waitFor(() => expect(clear()).toBe("true"));
});

test("only what some model has is offered", async () => {
  await openFilter();
  expect(shown(testid.filterWord("output", "audio"))).toBeTruthy();
  expect(shown(testid.filterWord("output", "video"))).toBeNull();
  expect(shown(testid.filterWord("capabilities", "speech"))).toBeTruthy();
});

test("a filter set alone is named on its button", async () => {
  const { user } = await openFilter();
  await user.click(screen.getByTestId(testid.filterWord("capabilities", "tools")));
  await screen.findByRole("button", { name: /^Filter models:\s*tools$/ });
});

test("new ones alone, and those gone", async () => {
  const { user } = await openFilter();
  await user.click(screen.getByTestId(testid.filterNew));
  await waitFor(() => expect(ids()).toEqual(["aurora-small"]));
  await user.click(screen.getByTestId(testid.filterNew));
  await user.click(screen.getByTestId(testid.filterGone));
  await waitFor(() => expect(ids()).toHaveLength(8));
  expect(ids()[7]).toBe("cirrus-2023");
});

test("where nothing fits the filters are named and can be cleared, the search stays", async () => {
  const { user } = await openFilter();
  await user.click(screen.getByTestId(testid.filterWord("capabilities", "speech")));
  await user.click(screen.getByTestId(testid.filterContext(1_000_000)));
  await user.keyboard("{Escape}");
  await user.type(screen.getByTestId(testid.modelSearch), "aurora");
  const why = await screen.findByTestId(testid.modelNoMatch);
  await waitFor(() =>
    expect(why.textContent).toContain(
      "No model matches “aurora” with these filters: speech and from 1M.",
    ),
  );
  await user.click(screen.getByTestId(testid.noMatchClear));
  await waitFor(() => expect(ids()).toHaveLength(3));
  expect(document.activeElement).toBe(screen.getByTestId(testid.modelSearch));
});

test.each([
  ["newest", ["aurora-small", "borealis-free", "borealis-1m"]],
  ["context", ["borealis-1m", "aurora-large", "aurora-small"]],
  ["price", ["borealis-free", "borealis-embed", "aurora-small"]],
])("sorting by %s", async (sort, first) => {
  const { user } = await openList();
  expect(ids()[0]).toBe("aurora-large");
  await user.click(screen.getByTestId(testid.sort));
  await user.click(await screen.findByTestId(testid.sortOption(sort)));
  await waitFor(() => expect(ids().slice(0, 3)).toEqual(first));
});

test("the list is narrowed and sorted from the keyboard alone", async () => {
  const { user } = await openList();
  screen.getByTestId(testid.modelSearch).focus();
  await user.tab();
  await user.keyboard("{Enter}");
  const panel = await screen.findByTestId(testid.filterPanel);
  await waitFor(() => expect(panel.contains(document.activeElement)).toBe(true));
  await user.keyboard(" ");
  await waitFor(() => expect(ids()).toEqual(["aurora-small"]));
  await user.keyboard("{Escape}");
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId(testid.filter)));
  await user.tab();
  await user.keyboard("{Enter}");
  await screen.findByTestId(testid.sortOption("newest"));
});
