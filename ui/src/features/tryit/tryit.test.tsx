import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { harmlessText } from "../../components/harmless";
import type { CommandError, TryRequest } from "../../ipc";
import {
  ALL_PROVIDERS,
  emitTryText,
  type FakeState,
  GROQ_MODELS,
  SETTINGS,
  valid,
} from "../../ipc/fake";
import { testid } from "../../test/testids";
import { holdBack, openWindow, shown, wait } from "../../test/window";

const TOLD = { ...SETTINGS, tryTold: true };
const ANSWER = "A keystone is the wedge at the top of an arch.\n\nIt locks the others.";

const state = (): Partial<FakeState> => ({
  credentials: [valid("groq"), valid("openai")],
  models: { groq: GROQ_MODELS, openai: GROQ_MODELS.slice(0, 2) },
  settings: TOLD,
});

const prompt = () => screen.getByTestId<HTMLTextAreaElement>(testid.tryPrompt);
const sendButton = () => screen.getByTestId(testid.trySend);
const answer = () => screen.getByTestId(testid.tryAnswer).textContent;
const polite = () => screen.getByTestId("announce-polite").textContent;

async function openTry(change: Partial<FakeState> = {}, language: "en" | "de" = "en") {
  const opened = await openWindow({ ...state(), ...change }, language);
  const { user, shell } = opened;
  await user.click(await screen.findByTestId(testid.tryToggle));
  const requests = () => shell.asked("try_model").map(({ request }) => request as TryRequest);
  const ask = async (words = "What is a keystone?") => {
    await user.type(prompt(), words);
    await user.click(sendButton());
  };
  return { ...opened, requests, ask };
}

test("the section is folded away at first, and there only for keys with models that can be tried", async () => {
  const { view } = await openWindow(state());
  const toggle = await screen.findByTestId(testid.tryToggle);
  expect(toggle.getAttribute("aria-expanded")).toBe("false");
  expect(shown(testid.tryPrompt)).toBeNull();
  view.unmount();
  const { view: second } = await openWindow({ ...state(), models: {} });
  await screen.findByTestId(testid.recipeText);
  expect(shown(testid.trySection)).toBeNull();
  second.unmount();
  const providers = ALL_PROVIDERS.map((each) => ({ ...each, canTry: false }));
  await openWindow({ ...state(), providers });
  await screen.findByTestId(testid.recipeText);
  expect(shown(testid.trySection)).toBeNull();
});

test("the first time the cost is named, and sending agrees to it once", async () => {
  const { shell, user, ask, requests } = await openTry({ settings: SETTINGS });
  expect(sendButton().textContent).toBe("Send; Groq may charge");
  expect(screen.getByText(/Groq may charge your account/)).toBeTruthy();
  shell.state.settings = { ...shell.state.settings, clipboardSeconds: 90 };
  await ask();
  expect(shell.state.settings).toEqual({ ...SETTINGS, clipboardSeconds: 90, tryTold: true });
  await screen.findByTestId(testid.tryEnd);
  expect(requests()).toHaveLength(1);
  expect(sendButton().textContent).toBe("Send");
  expect(screen.getByTestId(testid.tryTold).textContent).toBe("Groq may charge for each answer.");
  expect(screen.queryByText(/Groq may charge your account/)).toBeNull();
  await user.click(sendButton());
  await waitFor(() => expect(requests()).toHaveLength(2));
  expect(shell.asked("update_settings")).toHaveLength(1);
});

test("before it was agreed to, Ctrl+Enter only goes to the button that names the cost", async () => {
  const { user, requests } = await openTry({ settings: SETTINGS });
  await user.type(prompt(), "Hello");
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(document.activeElement).toBe(sendButton());
  expect(requests()).toEqual([]);
  await user.keyboard("{Enter}");
  await waitFor(() => expect(requests()).toHaveLength(1));
});

test("what was agreed to is asked again where it could not be stored, and the prompt goes out", async () => {
  const { ask, requests } = await openTry({
    settings: SETTINGS,
    failing: { update_settings: { kind: "diskFull" } },
  });
  await ask();
  await screen.findByTestId(testid.tryEnd);
  expect(requests()).toHaveLength(1);
  expect(sendButton().textContent).toBe("Send; Groq may charge");
});

test("Ctrl+Enter sends, the words stand as they came, and the end is told in figures", async () => {
  const { user, requests } = await openTry();
  await user.type(prompt(), "What is a keystone?");
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect((await screen.findByTestId(testid.tryEnd)).textContent).toBe(
    "38 tokens in, 1,204 tokens out, first words after 0.4 s, 3.2 s altogether",
  );
  expect(requests()[0]).toEqual({
    run: expect.any(Number),
    profile: null,
    provider: "groq",
    model: "allam-2-7b",
    prompt: "What is a keystone?",
  });
  expect(answer()).toBe(ANSWER);
  expect(prompt().value).toBe("What is a keystone?");
  expect(polite()).toMatch(/^The answer is complete\. 38 tokens in/);
});

test("only beginning and end are read out, not each word", async () => {
  const { ask, requests } = await openTry({ endless: true });
  await ask();
  await waitFor(() => expect(answer()).toBe(ANSWER));
  await waitFor(() => expect(polite()).toBe("allam-2-7b begins to answer"));
  const box = screen.getByTestId(testid.tryAnswer);
  expect(box.closest("[aria-live]")).toBeNull();
  expect(box.getAttribute("aria-busy")).toBe("true");
  await act(() => emitTryText(requests()[0]?.run ?? 0, " More."));
  await waitFor(() => expect(answer()).toBe(`${ANSWER} More.`));
  expect(polite()).toBe("allam-2-7b begins to answer");
});

test("the end of the answer stays in sight, unless its reader scrolled up", async () => {
  vi.spyOn(Element.prototype, "scrollHeight", "get").mockReturnValue(2_000);
  const { ask, requests } = await openTry({ endless: true });
  await ask();
  await waitFor(() => expect(answer()).toBe(ANSWER));
  const box = screen.getByTestId(testid.tryAnswer);
  const run = requests()[0]?.run ?? 0;
  const scrollTo = (top: number) => {
    box.scrollTop = top;
    fireEvent.scroll(box);
  };
  const say = async (words: string) => {
    await act(() => emitTryText(run, words));
    await waitFor(() => expect(answer()?.endsWith(words)).toBe(true));
  };
  expect(box.scrollTop).toBe(2_000);
  scrollTo(1_400);
  scrollTo(600);
  await say(" More.");
  expect(box.scrollTop).toBe(600);
  scrollTo(1_400);
  await say(" Still more.");
  expect(box.scrollTop).toBe(2_000);
});

test("Stop ends the run, keeps what came, and gives the focus back", async () => {
  const { shell, user, ask, requests } = await openTry({ endless: true });
  await ask();
  await waitFor(() => expect(answer()).toBe(ANSWER));
  expect(sendButton().getAttribute("aria-disabled")).toBe("true");
  await user.click(screen.getByTestId(testid.tryStop));
  expect((await screen.findByTestId(testid.tryEnd)).textContent).toBe(
    "Stopped · first words after 0.4 s, 3.2 s altogether",
  );
  expect(shell.asked("stop_try")).toEqual([{ run: requests()[0]?.run }]);
  expect(answer()).toBe(ANSWER);
  expect(document.activeElement).toBe(sendButton());
});

test("Stop before anything was sent sends nothing", async () => {
  const { shell, user, ask, requests } = await openTry({ settings: SETTINGS });
  const release = holdBack(shell, "update_settings");
  await ask();
  await user.click(await screen.findByTestId(testid.tryStop));
  await release();
  await waitFor(() => expect(shown(testid.tryStop)).toBeNull());
  expect(requests()).toEqual([]);
});

test.each([
  ["closing the section", testid.tryToggle],
  ["going to another key", testid.credential("openai")],
  ["going to another page", testid.navPreferences],
])("%s stops the run", async (_what, target) => {
  const { shell, user, ask, requests } = await openTry({ endless: true });
  await ask();
  await waitFor(() => expect(answer()).toBe(ANSWER));
  await user.click(screen.getByTestId(target));
  await waitFor(() => expect(shell.asked("stop_try")).toEqual([{ run: requests()[0]?.run }]));
});

test("words of another run are written nowhere", async () => {
  const { shell, user, ask, requests } = await openTry({ endless: true });
  await ask();
  await waitFor(() => expect(answer()).toBe(ANSWER));
  const old = requests()[0]?.run ?? 0;
  await user.click(screen.getByTestId(testid.credential("openai")));
  await user.click(await screen.findByTestId(testid.tryToggle));
  shell.state.answer = ["Mine."];
  await ask();
  await waitFor(() => expect(answer()).toBe("Mine."));
  await act(() => emitTryText(old, " Not mine."));
  await wait(80);
  expect(answer()).toBe("Mine.");
  expect(requests()[1]?.run).not.toBe(old);
});

test("words that arrive after the end are still shown", async () => {
  const { ask, requests } = await openTry({ answer: ["Nearly"] });
  await ask();
  await screen.findByTestId(testid.tryEnd);
  await act(() => emitTryText(requests()[0]?.run ?? 0, " all."));
  await waitFor(() => expect(answer()).toBe("Nearly all."));
});

const refused = (change: Partial<Extract<CommandError, { kind: "tryFailed" }>>): CommandError => ({
  kind: "tryFailed",
  verdict: "rejected",
  message: "Invalid API Key",
  httpStatus: 401,
  ...change,
});

test("a refusal is told in the words of its verdict, with the provider's own, and keeps the prompt", async () => {
  const { shell, ask } = await openTry({ failing: { try_model: refused({}) } });
  const before = shell.asked("list_credentials").length;
  await ask();
  const notice = await screen.findByRole("alert");
  expect(notice.textContent).toContain("Rejected by Groq");
  expect(screen.getByTestId(testid.providerMessage).textContent).toBe("Invalid API Key");
  expect(notice.textContent).toContain("HTTP 401");
  expect(prompt().value).toBe("What is a keystone?");
  expect(shown(testid.tryAnswer)).toBeNull();
  await waitFor(() => expect(shell.asked("list_credentials").length).toBeGreaterThan(before));
});

test("a verdict that speaks well of the key is no reason, and what came before stays", async () => {
  const { ask } = await openTry({
    brokenOff: refused({ verdict: "accepted", message: null, httpStatus: null }),
  });
  await ask();
  const notice = await screen.findByRole("alert");
  expect(notice.textContent).toBe("The answer broke off.Your prompt is still here. ");
  expect(answer()).toBe(ANSWER);
});

test.each<[CommandError, string]>([
  [{ kind: "lendingForbidden", profile: "default", provider: "groq" }, "lent to no program"],
  [{ kind: "keyringLocked" }, "GNOME Keyring is locked"],
])("another failure is told as itself: %o", async (failure, words) => {
  const { shell, user, ask, requests } = await openTry({ failing: { try_model: failure } });
  await ask();
  const notice = await screen.findByTestId(testid.tryFailed);
  expect(notice.textContent).toContain(words);
  expect(notice.textContent).toContain("Your prompt is still here.");
  shell.state.failing = {};
  await user.click(sendButton());
  await screen.findByTestId(testid.tryEnd);
  expect(shown(testid.tryFailed)).toBeNull();
  expect(requests()[1]?.prompt).toBe("What is a keystone?");
});

test("nothing and too much are not sent", async () => {
  const { user, requests } = await openTry();
  await user.click(sendButton());
  expect(screen.getByTestId(testid.fieldError).textContent).toContain("Type a prompt first");
  expect(document.activeElement).toBe(prompt());
  await user.paste("x".repeat(100_001));
  expect(shown(testid.fieldError)).toBeNull();
  await user.click(sendButton());
  expect(screen.getByTestId(testid.fieldError).textContent).toBe(
    "100,001 characters are too many; 100,000 is the most.",
  );
  expect(requests()).toEqual([]);
});

test("Esc in a prompt loses nothing", async () => {
  const { user } = await openTry();
  await user.click(screen.getByTestId(testid.credential("openai")));
  await user.click(await screen.findByTestId(testid.tryToggle));
  await user.type(prompt(), "Half a thou{Escape}ght");
  expect(prompt().value).toBe("Half a thought");
  expect(screen.getByTestId(testid.detail).dataset.provider).toBe("openai");
});

test("an answer is copied as it stands", async () => {
  const { user, ask } = await openTry({ answer: ["one\n", "two\u202e"] });
  const write = vi.spyOn(navigator.clipboard, "writeText");
  await ask();
  await user.click(await screen.findByTestId(testid.tryCopy));
  expect(write).toHaveBeenCalledWith("one\ntwo\\u{202e}");
  expect((await screen.findByTestId(testid.toast)).textContent).toBe("Answer copied");
});

test("an answer that was cut off says so, and one without words too", async () => {
  const { view, ask, shell } = await openTry();
  shell.state.tried = { ...shell.state.tried, cutOff: true, firstMs: null };
  await ask();
  const end = await screen.findByTestId(testid.tryEnd);
  expect(end.textContent).toMatch(/^Cut off at the model’s output limit · 38 tokens in/);
  expect(end.textContent).not.toContain("first words");
  view.unmount();
  const { ask: again } = await openTry({ answer: [] });
  await again();
  await screen.findByTestId(testid.tryEnd);
  expect(answer()).toBe("The model answered without a word.");
});

test("markup and marks that steer are shown, not obeyed", async () => {
  const { ask } = await openTry({ answer: ["<b>bold</b>\r\n", "\u202Eevil\u001b[31m"] });
  await ask();
  await screen.findByTestId(testid.tryEnd);
  expect(answer()).toBe("<b>bold</b>\n\\u{202e}evil\\u{1b}[31m");
  expect(screen.getByTestId(testid.tryAnswer).querySelector("b")).toBeNull();
});

test.each([
  ["line\r\nbreaks\tand tabs\n", "line\nbreaks\tand tabs\n"],
  ["families 👩\u200d👧 stay one", "families 👩\u200d👧 stay one"],
  ["\u2066a\u2069 \u0000", "\\u{2066}a\\u{2069} \\u{0}"],
])("%j of an answer is shown as %j", (raw, safe) => {
  expect(harmlessText(raw)).toBe(safe);
  expect(harmlessText(raw.repeat(500))).toHaveLength(safe.length * 500);
});

test("in German it is „Ausprobieren“", async () => {
  const { ask } = await openTry({ settings: { ...SETTINGS, language: "de" } }, "de");
  expect(screen.getByRole("button", { name: "Ausprobieren" })).toBeTruthy();
  expect(sendButton().textContent).toBe("Senden; Groq kann Kosten berechnen");
  await ask();
  expect((await screen.findByTestId(testid.tryEnd)).textContent).toBe(
    "38 Token Eingabe, 1.204 Token Ausgabe, erste Wörter nach 0,4 s, insgesamt 3,2 s",
  );
});
