import { act, screen, waitFor, within } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import {
  ALL_PROVIDERS,
  FAKE_GROQ_KEY,
  FRESH,
  FRESH_LOCKED,
  FRESH_WITHOUT_KEYRING,
  PROVIDERS,
} from "../../ipc/fake";
import { testid } from "../../test/testids";
import { openWindow, pasteKey, shown, startAdding } from "../../test/window";

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
  await openWindow({ status: FRESH_WITHOUT_KEYRING });
  const card = screen.getByTestId(testid.trouble);
  expect(card.dataset.state).toBe("keyringUnavailable");
  expect(card.textContent).toContain("and none is running");
  expect(card.textContent).not.toContain("Your keys are safe");
  expect(screen.getByTestId(testid.firstRun).textContent).toContain("needs a keyring. See above.");
  expect(await screen.findByTestId(testid.tile("groq"))).toBeTruthy();
  expect(screen.getByTestId(testid.lockLine).textContent).toContain("KeyringNot found");
});

test("a locked keyring is unlocked before the first key", async () => {
  const { shell, user } = await openWindow({ status: FRESH_LOCKED });
  const card = screen.getByTestId(testid.trouble);
  expect(card.dataset.state).toBe("keyringLocked");
  expect(card.textContent).toContain("Unlock the keyring to add your first key.");
  expect(screen.getByTestId(testid.lockLine).dataset.lock).toBe("locked");
  shell.state.status = FRESH;
  await user.click(screen.getByTestId(testid.troubleAction));
  await waitFor(() => expect(shown(testid.trouble)).toBeNull());
  expect(shell.asked("open_vault")).toHaveLength(1);
  expect(screen.getByTestId(testid.lockLine).dataset.lock).toBe("ready");
});

test.each(["keyringDenied", "keyringTimeout"] as const)(
  "why the keyring stays closed before the first key is said: %s",
  async (kind) => {
    const { user } = await openWindow({ status: FRESH_LOCKED, failing: { open_vault: { kind } } });
    await user.click(screen.getByTestId(testid.troubleAction));
    await waitFor(() => expect(screen.getByTestId(testid.trouble).dataset.state).toBe(kind));
    expect(screen.getByTestId(testid.firstRun)).toBeTruthy();
  },
);

test("unlocking in vain before the first key says that nothing changed", async () => {
  const { user } = await openWindow({
    status: FRESH_LOCKED,
    failing: { open_vault: { kind: "keyringLocked" } },
  });
  await user.click(screen.getByTestId(testid.troubleAction));
  expect(await screen.findAllByText("Still the same. Nothing was changed.")).toHaveLength(2);
});

test("a keyring that was unlocked elsewhere is found without a click", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  try {
    const { shell } = await openWindow({ status: FRESH_LOCKED });
    shell.state.status = FRESH;
    await act(() => vi.advanceTimersByTimeAsync(5_000));
    await waitFor(() => expect(shown(testid.trouble)).toBeNull());
  } finally {
    vi.useRealTimers();
  }
});

test("after a first save the keyring stopped, unlocking clears the way", async () => {
  const { shell, user } = await openWindow({
    status: FRESH_LOCKED,
    failing: {
      create_credential: { kind: "keyringLocked" },
      open_vault: { kind: "keyringDenied" },
    },
  });
  const field = await startAdding(user, "groq");
  await pasteKey(user, FAKE_GROQ_KEY);
  await user.click(screen.getByTestId(testid.saveKey));
  const notice = await screen.findByTestId(testid.formError);
  expect(notice.textContent).toContain("Unlock the keyring to add your first key.");
  await user.click(within(notice).getByRole("button", { name: "Unlock" }));
  await waitFor(() => expect(notice.textContent).toContain("GNOME Keyring refused access"));

  shell.state.failing = {};
  shell.state.status = FRESH;
  await user.click(within(notice).getByRole("button", { name: "Unlock" }));
  await waitFor(() => expect(shown(testid.formError)).toBeNull());
  expect(shown(testid.trouble)).toBeNull();
  expect(field.value).toBe(FAKE_GROQ_KEY);
  await user.click(screen.getByTestId(testid.saveKey));
  expect(await screen.findByTestId(testid.savedNotice)).toBeTruthy();
});

test("popular providers come first and all are found by search", async () => {
  const { user } = await openWindow({
    status: FRESH,
    providers: [...ALL_PROVIDERS].reverse(),
  });
  const names = () => screen.getAllByRole("listitem").map((item) => item.textContent?.slice(1));
  await screen.findByTestId(testid.tile("groq"));
  expect(names()).toHaveLength(27);
  expect(names().slice(0, 9)).toEqual([
    "Anthropic",
    "DeepSeek",
    "Google Gemini",
    "Groq",
    "Mistral",
    "OpenAI",
    "OpenRouter",
    "xAI (Grok)",
    "Azure OpenAI",
  ]);
  const rest = screen.getByRole("list", { name: "More providers" });
  expect(within(rest).getAllByRole("listitem")).toHaveLength(19);
  const search = screen.getByTestId(testid.providerSearch);
  for (const [query, found] of [
    ["deep", ["DeepSeek", "Deepgram"]],
    ["zhipu_zai", ["Z.ai (Zhipu GLM)"]],
    ["hf_token", ["Hugging Face"]],
  ] as const) {
    await user.clear(search);
    await user.type(search, query);
    expect(names()).toEqual(found);
  }
});

test("arrow keys walk from tile to tile", async () => {
  const { user } = await openWindow({ status: FRESH });
  (await screen.findByTestId(testid.tile("anthropic"))).focus();
  await user.keyboard("{ArrowRight}{ArrowRight}");
  expect(document.activeElement).toBe(screen.getByTestId(testid.tile("groq")));
});
