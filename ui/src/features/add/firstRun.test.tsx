import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { FRESH, MORE_PROVIDERS, PROVIDERS } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { openWindow, startAdding } from "../../test/window";

test("the first screen says what Keystow does and where the secret will live", async () => {
  await openWindow({ status: FRESH });
  const screenful = screen.getByTestId(testid.firstRun);
  await screen.findByTestId(testid.tile("groq"));
  expect(screenful.textContent).toContain("keeps your AI keys sealed on this computer");
  expect(screenful.textContent).toContain("will live in GNOME Keyring. It is ready.");
  expect(screen.getByTestId(testid.lockLine).textContent).toContain("GNOME Keyring");
  expect(within(screenful).getAllByRole("listitem")).toHaveLength(PROVIDERS.length);
});

test("choosing a tile opens the form with the key field focused", async () => {
  const { user } = await openWindow({ status: FRESH });
  const field = await startAdding(user, "groq");
  expect(document.activeElement).toBe(field);
  expect(field.type).toBe("password");
  expect(screen.getByRole("heading", { name: "Add a key for Groq" })).toBeTruthy();
});

test("a keyring that is not there is said, and the tiles stay usable", async () => {
  const status = { ...FRESH, state: "keyringUnavailable", keyringBackend: null } as const;
  await openWindow({ status });
  expect(screen.getByTestId(testid.trouble).dataset.state).toBe("keyringUnavailable");
  expect(await screen.findByTestId(testid.tile("groq"))).toBeTruthy();
  expect(screen.getByTestId(testid.lockLine).textContent).toContain("KeyringNot found");
});

test("popular providers come first and all are found by search", async () => {
  const { user } = await openWindow({
    status: FRESH,
    providers: [...MORE_PROVIDERS, ...PROVIDERS],
  });
  const names = () => screen.getAllByRole("listitem").map((item) => item.textContent?.slice(1));
  await screen.findByTestId(testid.tile("groq"));
  expect(names().slice(0, 6)).toEqual([
    "Anthropic",
    "Google Gemini",
    "Groq",
    "Mistral",
    "OpenAI",
    "OpenRouter",
  ]);
  await user.type(screen.getByTestId(testid.providerSearch), "deep");
  expect(names()).toEqual(["DeepSeek"]);
});

test("arrow keys walk from tile to tile", async () => {
  const { user } = await openWindow({ status: FRESH });
  (await screen.findByTestId(testid.tile("anthropic"))).focus();
  await user.keyboard("{ArrowRight}{ArrowRight}");
  expect(document.activeElement).toBe(screen.getByTestId(testid.tile("groq")));
});
