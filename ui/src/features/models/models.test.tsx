import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { credential, GEMINI_MODELS, GROQ_MODELS, model, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { openWindow } from "../../test/window";

const state = () => ({
  credentials: [valid("google_gemini"), valid("groq")],
  models: { groq: GROQ_MODELS, google_gemini: GEMINI_MODELS },
});

const ids = () => screen.getAllByTestId(testid.modelRow).map((row) => row.dataset.model);

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
  await waitFor(() => expect(screen.getAllByTestId(testid.modelRow)).toHaveLength(1));
  await user.click(screen.getByTestId(testid.showGone));
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

test("models that are gone are not counted, wait behind one click, and stand last", async () => {
  const { user } = await openWindow({
    credentials: [valid("google_gemini")],
    models: { google_gemini: GEMINI_MODELS },
  });
  await waitFor(() => expect(screen.getByTestId(testid.modelCount).dataset.count).toBe("2"));
  expect(ids()).toEqual(["gemini-2.5-flash", "gemini-2.5-pro"]);
  expect(screen.getByText("1 more is gone.")).toBeTruthy();
  await user.click(screen.getByTestId(testid.showGone));
  await waitFor(() => expect(ids()).toHaveLength(3));
  const list = screen.getByRole("list", { name: "Models" });
  await waitFor(() => expect(document.activeElement).toBe(list));
  expect(ids()[2]).toBe("gemini-1.0-pro-vision");
  expect(screen.getAllByTestId(testid.modelRow)[2]?.textContent).toContain("Gone since");
  expect(screen.getByTestId(testid.modelCount).dataset.count).toBe("2");
});

test("a list tells its age, and that it is an earlier one where the latest check could not tell", async () => {
  const view = await openWindow({ ...state(), credentials: [valid("groq")] });
  await waitFor(() =>
    expect(screen.getByTestId(testid.modelAge).textContent).toBe("As of 2 minutes ago"),
  );
  view.view.unmount();
  const offline = credential("groq", { status: "error", verdict: "unreachable" });
  await openWindow({ ...state(), credentials: [offline] });
  await waitFor(() =>
    expect(screen.getByTestId(testid.modelAge).textContent).toBe("Last good list: 2 minutes ago"),
  );
  expect(screen.getAllByTestId(testid.modelRow)).toHaveLength(12);
});
