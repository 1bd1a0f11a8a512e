import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { GEMINI_MODELS, GROQ_MODELS, model, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { openWindow } from "../../test/window";
import { byPresenceAndId, matchesModel, present } from "./order";

const state = () => ({
  credentials: [valid("google_gemini"), valid("groq")],
  models: { groq: GROQ_MODELS, google_gemini: GEMINI_MODELS },
});

test("models stand with count, context window and place in the whole", async () => {
  const { user } = await openWindow(state());
  await user.click(screen.getByTestId(testid.credential("groq")));
  await waitFor(() => expect(screen.getByTestId(testid.modelCount).dataset.count).toBe("12"));
  const rows = screen.getAllByTestId(testid.modelRow);
  const row = rows.find((each) => each.dataset.model === "llama-3.3-70b-versatile");
  expect(row?.textContent).toContain("131k");
  expect(row?.textContent).toContain("Context window 131,072 tokens");
  expect(row?.getAttribute("aria-setsize")).toBe("12");
  expect(row?.getAttribute("aria-posinset")).toBe("5");
});

test("search finds every word in any order", async () => {
  const { user } = await openWindow(state());
  await user.click(screen.getByTestId(testid.credential("groq")));
  await user.type(await screen.findByTestId(testid.modelSearch), "70b llama");
  await waitFor(() => expect(screen.getAllByTestId(testid.modelRow)).toHaveLength(2));
  expect(screen.getByTestId(testid.modelCount).textContent).toBe("2 of 12");
});

test("the Models page joins the models of all keys", async () => {
  const { user } = await openWindow(state());
  await user.click(screen.getByTestId(testid.navModels));
  await waitFor(() => expect(screen.getByTestId(testid.modelCount).dataset.count).toBe("14"));
  await user.type(screen.getByTestId(testid.modelSearch), "gemini pro");
  await waitFor(() => expect(screen.getAllByTestId(testid.modelRow)).toHaveLength(2));
});

test("thousands of models draw only the rows in sight", async () => {
  const many = Array.from({ length: 5_000 }, (_, index) => model(`model-${index}`));
  await openWindow({ credentials: [valid("groq")], models: { groq: many } });
  await waitFor(() => expect(screen.getByTestId(testid.modelCount).dataset.count).toBe("5000"));
  const rows = screen.getAllByTestId(testid.modelRow);
  expect(rows.length).toBeLessThan(60);
  expect(rows[0]?.getAttribute("aria-setsize")).toBe("5000");
});

test("without keys the Models page says what to do", async () => {
  const { user } = await openWindow();
  await user.click(screen.getByTestId(testid.navModels));
  expect(await screen.findByText(/Add a key\. Once its check succeeds/)).toBeTruthy();
});

test("models that are gone stand last and are not counted", () => {
  const sorted = byPresenceAndId(GEMINI_MODELS);
  expect(sorted.map((each) => each.id)).toEqual([
    "gemini-2.5-flash",
    "gemini-2.5-pro",
    "gemini-1.0-pro-vision",
  ]);
  expect(present(sorted)).toBe(2);
  expect(matchesModel(model("a/b", { displayName: "Big One" }), "one BIG")).toBe(true);
});
