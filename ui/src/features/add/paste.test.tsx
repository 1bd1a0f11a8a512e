import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { FAKE_GROQ_KEY, FRESH, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { holdBack, openWindow, pasteKey, shown, startAdding } from "../../test/window";

test("a paste is cleaned, and what went is said", async () => {
  const { user } = await openWindow({ status: FRESH });
  const field = await startAdding(user, "groq");
  await pasteKey(user, `  export GROQ_API_KEY="${FAKE_GROQ_KEY}" \n`);
  const notice = await screen.findByTestId(testid.pasteNotice);
  expect(notice.textContent).toBe(
    "Cleaned: spaces, the variable name, and quotation marks removed from the paste.",
  );
  expect(field.value).toBe(FAKE_GROQ_KEY);
});

test("a clean paste is not commented", async () => {
  const { user } = await openWindow({ status: FRESH });
  const field = await startAdding(user, "groq");
  await pasteKey(user, FAKE_GROQ_KEY);
  await waitFor(() => expect(field.value).toBe(FAKE_GROQ_KEY));
  expect(shown(testid.pasteNotice)).toBeNull();
  expect(shown(testid.suggestNotice)).toBeNull();
});

test("a paste of several lines is refused, also when saved as it is", async () => {
  const { shell, user } = await openWindow({ status: FRESH });
  await startAdding(user, "groq");
  await pasteKey(user, "gsk_one\ngsk_two");
  expect((await screen.findByTestId(testid.fieldError)).textContent).toContain(
    "more than one line",
  );
  await user.click(screen.getByTestId(testid.saveKey));
  expect((await screen.findByTestId(testid.fieldError)).textContent).toContain(
    "more than one line",
  );
  expect(shell.asked("create_credential")).toHaveLength(0);
});

test.each([
  ["gsk_fake fake", "a space at position 9"],
  ["gsk_fakeé", "“é” at position 9"],
  ["https://console.groq.com/keys", "a web address, not a key"],
  ["x".repeat(5_000), "5,000 characters are too many"],
])("the paste %s is kept and its fault named", async (text, words) => {
  const { user } = await openWindow({ status: FRESH });
  const field = await startAdding(user, "groq");
  await pasteKey(user, text);
  expect((await screen.findByTestId(testid.fieldError)).textContent).toContain(words);
  expect(field.value).toBe(text);
});

test("a faulty paste goes where the cursor is and spares the rest", async () => {
  const { user } = await openWindow({ status: FRESH });
  const field = await startAdding(user, "groq");
  await user.type(field, "gsk_headtail");
  field.setSelectionRange(8, 8);
  await user.paste("é");
  expect((await screen.findByTestId(testid.fieldError)).textContent).toContain("“é” at position 9");
  expect(field.value).toBe("gsk_headétail");
  expect(field.selectionStart).toBe(9);
});

test("what is typed while a paste is being cleaned stays", async () => {
  const { shell, user } = await openWindow({ status: FRESH });
  const field = await startAdding(user, "groq");
  const answer = holdBack(shell, "inspect_api_key");
  await pasteKey(user, ' "gsk_fake" ');
  await user.keyboard("more");
  await answer();
  expect(field.value).toBe(' "gsk_fake" more');
  expect(shown(testid.pasteNotice)).toBeNull();
});

test("Enter right after a paste saves what was pasted", async () => {
  const { shell, user } = await openWindow({ status: FRESH });
  const field = await startAdding(user, "groq");
  await user.type(field, FAKE_GROQ_KEY.slice(0, 9));
  const answer = holdBack(shell, "inspect_api_key");
  await pasteKey(user, `"${FAKE_GROQ_KEY.slice(9)}"`);
  await user.keyboard("{Enter}");
  expect(shell.asked("create_credential")).toHaveLength(0);
  await answer();
  await screen.findByTestId(testid.savedNotice);
  expect(shell.asked("create_credential")[0]?.request).toMatchObject({ key: FAKE_GROQ_KEY });
});

test("a key of another provider is suggested there, never refused", async () => {
  const { shell, user } = await openWindow({ status: FRESH });
  const field = await startAdding(user, "openai");
  await pasteKey(user, FAKE_GROQ_KEY);
  const notice = await screen.findByTestId(testid.suggestNotice);
  expect(notice.textContent).toContain("This looks like a key from Groq.");
  await user.click(screen.getByTestId(testid.switchProvider));
  expect(await screen.findByRole("heading", { name: "Add a key for Groq" })).toBeTruthy();
  expect(field.value).toBe(FAKE_GROQ_KEY);
  expect(document.activeElement).toBe(field);
  expect(shown(testid.suggestNotice)).toBeNull();
  await user.keyboard("{Enter}");
  await screen.findByTestId(testid.savedNotice);
  expect(shell.asked("create_credential")[0]?.request).toMatchObject({ provider: "groq" });
});

test("the suggestion may be ignored", async () => {
  const { shell, user } = await openWindow({ status: FRESH });
  await startAdding(user, "openai");
  await pasteKey(user, FAKE_GROQ_KEY);
  await screen.findByTestId(testid.suggestNotice);
  await user.click(screen.getByTestId(testid.saveKey));
  await screen.findByTestId(testid.savedNotice);
  expect(shell.asked("create_credential")[0]?.request).toMatchObject({ provider: "openai" });
});

test("switching to a provider that has a key says that it will be replaced", async () => {
  const { shell, user } = await openWindow({ credentials: [valid("groq")] });
  await user.click(screen.getByTestId(testid.addKey));
  await startAdding(user, "openai");
  await pasteKey(user, FAKE_GROQ_KEY);
  await user.click(await screen.findByTestId(testid.switchProvider));
  expect(await screen.findByRole("heading", { name: "Replace the key for Groq" })).toBeTruthy();
  await user.keyboard("{Enter}");
  await screen.findByTestId(testid.savedNotice);
  expect(shell.asked("update_credential")[0]?.request).toMatchObject({
    provider: "groq",
    key: FAKE_GROQ_KEY,
    baseUrl: { change: "keep" },
    label: { change: "keep" },
  });
});

test("the eye shows what was typed and hides it again", async () => {
  const { user } = await openWindow({ status: FRESH });
  const field = await startAdding(user, "groq");
  await user.type(field, "gsk_fake");
  await user.click(screen.getByTestId(testid.showKey));
  expect(field.type).toBe("text");
  await user.click(screen.getByTestId(testid.showKey));
  expect(field.type).toBe("password");
  expect(field.value).toBe("gsk_fake");
});
