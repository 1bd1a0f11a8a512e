import { act, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FAKE_GROQ_KEY, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { holdBack, openWindow, shown, wait } from "../../test/window";

const stored = () => ({ credentials: [valid("groq"), valid("openai")] });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function reveal() {
  const opened = await openWindow(stored());
  fireEvent.click(screen.getByTestId(testid.revealKey));
  await screen.findByTestId(testid.revealedKey);
  return opened;
}

test("a revealed key hides itself after ten seconds", async () => {
  await reveal();
  expect(screen.getByTestId(testid.revealedKey).textContent).toBe(FAKE_GROQ_KEY);
  await act(() => vi.advanceTimersByTimeAsync(9_000));
  expect(shown(testid.revealedKey)).toBeTruthy();
  await act(() => vi.advanceTimersByTimeAsync(1_000));
  expect(shown(testid.revealedKey)).toBeNull();
  expect(document.documentElement.outerHTML).not.toContain(FAKE_GROQ_KEY);
});

test("it hides at once on request, on another choice and with the window", async () => {
  const { user } = await reveal();
  fireEvent.click(screen.getByTestId(testid.revealKey));
  expect(shown(testid.revealedKey)).toBeNull();

  fireEvent.click(screen.getByTestId(testid.revealKey));
  await screen.findByTestId(testid.revealedKey);
  await user.click(screen.getByTestId(testid.credential("openai")));
  expect(shown(testid.revealedKey)).toBeNull();

  fireEvent.click(screen.getByTestId(testid.revealKey));
  await screen.findByTestId(testid.revealedKey);
  vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
  act(() => void document.dispatchEvent(new Event("visibilitychange")));
  expect(shown(testid.revealedKey)).toBeNull();
});

test("a key that arrives while the window is hidden is not shown", async () => {
  const { shell } = await openWindow(stored());
  const answer = holdBack(shell, "reveal_api_key");
  fireEvent.click(screen.getByTestId(testid.revealKey));
  const visibility = vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
  await answer();
  visibility.mockReturnValue("visible");
  await wait(20);
  expect(shown(testid.revealedKey)).toBeNull();
});

test("a revealed key is in no query, no mutation and no web storage", async () => {
  const { client } = await reveal();
  const cached = client
    .getQueryCache()
    .getAll()
    .map((entry) => [entry.queryKey, entry.state]);
  expect(JSON.stringify(cached)).not.toContain(FAKE_GROQ_KEY);
  expect(client.getMutationCache().getAll()).toHaveLength(0);
  expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain(FAKE_GROQ_KEY);
});

test("a record that cannot be opened says so and offers to replace the key", async () => {
  const { user } = await openWindow({
    ...stored(),
    failing: { reveal_api_key: { kind: "rowCorrupt", profile: "default", provider: "groq" } },
  });
  await user.click(screen.getByTestId(testid.revealKey));
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("This key cannot be opened");
  await user.click(screen.getByRole("button", { name: "Replace key" }));
  expect(await screen.findByRole("heading", { name: "Replace the key for Groq" })).toBeTruthy();
});
