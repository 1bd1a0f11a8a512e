import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { FAKE_GROQ_KEY, type FakeState, FRESH, SETTINGS, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { openWindow, pasteKey, shown, startAdding } from "../../test/window";

const open = (state: Partial<FakeState> = {}, language: "en" | "de" = "en") =>
  openWindow(
    { credentials: [valid("groq")], settings: { ...SETTINGS, language }, ...state },
    language,
  );
type User = Awaited<ReturnType<typeof open>>["user"];
const policy = () => screen.getByTestId(testid.lendPolicy);
const noteField = () => screen.getByTestId<HTMLTextAreaElement>(testid.noteInput);

async function choose(user: User, value: string) {
  await user.click(policy());
  await user.click(await screen.findByTestId(testid.lendOption(value)));
}

async function edit(user: User) {
  await user.click(screen.getByTestId(testid.moreActions));
  await user.click(await screen.findByTestId(testid.editDetails));
  return screen.findByTestId<HTMLTextAreaElement>(testid.noteInput);
}

test("a key is lent to any program until its owner says otherwise", async () => {
  const { shell, user } = await open();
  expect(policy().textContent).toBe("Any program that asks");
  expect(policy().querySelectorAll("svg")).toHaveLength(1);
  await choose(user, "named");
  await waitFor(() => expect(policy().dataset.policy).toBe("named"));
  expect(policy().textContent).toBe("Only when named");
  expect(policy().querySelectorAll("svg")).toHaveLength(2);
  expect(shell.asked("update_credential").map(({ request }) => request)).toEqual([
    {
      profile: null,
      provider: "groq",
      key: null,
      baseUrl: { change: "keep" },
      region: null,
      label: { change: "keep" },
      lendPolicy: "named",
    },
  ]);
});

test("each choice says what follows from it, and keys choose it", async () => {
  const { shell, user } = await open();
  policy().focus();
  await user.keyboard("{Enter}");
  const menu = await screen.findByRole("menu");
  expect(menu.textContent).toContain("“keystow run --all” leaves it out");
  expect(menu.textContent).toContain("Copying and revealing it here stay possible.");
  expect(within(menu).getAllByRole("menuitemradio")).toHaveLength(3);
  await user.click(screen.getByTestId(testid.lendOption("never")));
  await waitFor(() => expect(shell.find("groq").lendPolicy).toBe("never"));
  expect(screen.getByTestId<HTMLButtonElement>(testid.copyKey).disabled).toBe(false);
});

test("a choice that is not stored is taken back and says why", async () => {
  const { user } = await open({ failing: { update_credential: { kind: "diskFull" } } });
  await choose(user, "never");
  expect((await screen.findByRole("alert")).textContent).toContain("disk is full");
  expect(policy().dataset.policy).toBe("allow");
});

test("without a key there is nothing to lend", async () => {
  await open({ credentials: [valid("groq", { keySet: false, hint: null })] });
  expect(shown(testid.lendPolicy)).toBeNull();
});

test("a note keeps its lines, and is sent only where it changed", async () => {
  const { shell, user } = await open();
  await user.type(await edit(user), "Ask Grace first.{Enter}Then the team.");
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(shown(testid.form)).toBeNull());
  expect(screen.getByTestId(testid.note).textContent).toBe("Ask Grace first.\nThen the team.");
  expect(shell.asked("update_credential")[0]?.request).toMatchObject({
    note: { change: "set", value: "Ask Grace first.\nThen the team." },
    label: { change: "keep" },
  });
});

test("an emptied note goes", async () => {
  const { shell, user } = await open({ credentials: [valid("groq", { note: "old words" })] });
  await user.clear(await edit(user));
  await user.click(screen.getByTestId(testid.saveKey));
  await waitFor(() => expect(shown(testid.note)).toBeNull());
  expect(shell.asked("update_credential")[0]?.request).toMatchObject({
    note: { change: "clear" },
  });
});

test("a note that is too long is refused at its field and stays", async () => {
  const { shell, user } = await open();
  const field = await edit(user);
  await user.click(field);
  await user.paste("ü".repeat(2_001));
  await user.click(screen.getByTestId(testid.saveKey));
  expect((await screen.findByTestId(testid.fieldError)).textContent).toBe(
    "A note has at most 2,000 characters.",
  );
  await waitFor(() => expect(document.activeElement).toBe(noteField()));
  expect(noteField().value).toHaveLength(2_001);
  expect(shell.asked("update_credential")).toEqual([]);
});

test("a refusal by the vault stands at the note too", async () => {
  const { user } = await open({ failing: { update_credential: { kind: "invalidNote" } } });
  await user.type(await edit(user), "words");
  await user.click(screen.getByTestId(testid.saveKey));
  expect((await screen.findByTestId(testid.fieldError)).textContent).toContain("2,000");
  expect(noteField().value).toBe("words");
});

test("a note can go along with a new key", async () => {
  const { shell, user } = await openWindow({ status: FRESH });
  await startAdding(user, "groq");
  await pasteKey(user, FAKE_GROQ_KEY);
  await user.click(screen.getByTestId(testid.moreOptions));
  await user.type(noteField(), "mine");
  await user.click(screen.getByTestId(testid.saveKey));
  expect((await screen.findByTestId(testid.note)).textContent).toBe("mine");
  expect(shell.asked("create_credential")[0]?.request).toMatchObject({ note: "mine" });
});

test("a long note is folded until somebody wants to read it", async () => {
  const note = Array.from({ length: 30 }, (_, n) => `line ${n + 1}`).join("\n");
  const { user } = await open({ credentials: [valid("groq", { note })] });
  expect(screen.getByTestId(testid.note).className).toContain("line-clamp");
  await user.click(screen.getByTestId(testid.noteAll));
  expect(screen.getByTestId(testid.note).className).not.toContain("line-clamp");
  expect(shown(testid.noteAll)).toBeNull();
});

test("lending speaks German", async () => {
  const { user } = await open({ credentials: [valid("groq", { lendPolicy: "named" })] }, "de");
  expect(screen.getByTestId(testid.facts).textContent).toContain(
    "An Programme leihenNur wenn genannt",
  );
  expect((await edit(user)).labels[0]?.textContent).toBe("Notiz (freiwillig)");
});
