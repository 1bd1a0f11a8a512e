import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import type { CommandError, Verdict } from "../../ipc";
import { FAKE_GROQ_KEY, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { holdBack, openWindow, pasteKey, shown } from "../../test/window";

const refusal = (verdict: Verdict, message: string | null = null): CommandError => ({
  kind: "keyNotProved",
  verdict,
  message,
});

async function replace(error: CommandError | null) {
  const opened = await openWindow({
    credentials: [valid("groq")],
    failing: error ? { update_credential: error } : {},
  });
  await opened.user.click(screen.getByTestId(testid.replaceKey));
  await pasteKey(opened.user, FAKE_GROQ_KEY);
  return opened;
}

test("a new key is checked first, and the form says so", async () => {
  const { shell, user } = await replace(null);
  expect(screen.getByTestId(testid.form).textContent).toContain("The new key is checked first");
  const answer = holdBack(shell, "update_credential");
  await user.keyboard("{Enter}");
  expect(await screen.findByText("Checking the new key…")).toBeTruthy();
  await answer();
  await screen.findByTestId(testid.savedNotice);
  expect(shell.asked("update_credential")[0]?.request).toMatchObject({ keepOldUntilValid: true });
});

test("a refused key says why, keeps what was typed, and can be stored anyway", async () => {
  const { shell, user } = await replace(refusal("rejected", "Invalid API Key"));
  await user.keyboard("{Enter}");
  const notice = await screen.findByTestId(testid.notProved);
  expect(notice.getAttribute("role")).toBe("alert");
  expect(notice.textContent).toContain("New key: Rejected by Groq");
  expect(screen.getByTestId(testid.providerMessage).textContent).toBe("Invalid API Key");
  expect(notice.textContent).toContain("the old one stays");
  const field = screen.getByTestId<HTMLInputElement>(testid.keyInput);
  expect(field.value).toBe(FAKE_GROQ_KEY);
  shell.state.failing = {};
  await user.click(screen.getByTestId(testid.storeAnyway));
  await screen.findByTestId(testid.savedNotice);
  expect(shell.asked("update_credential")[1]?.request).toMatchObject({
    key: FAKE_GROQ_KEY,
    keepOldUntilValid: false,
  });
});

test.each([
  ["unreachable", "New key: Could not reach api.groq.com"],
  ["rate_limited", "New key: Too many requests"],
  ["unverifiable", "New key: This service offers no way to check it"],
] as const)("the check of the new key is told in words: %s", async (verdict, words) => {
  const { user } = await replace(refusal(verdict));
  await user.keyboard("{Enter}");
  const notice = await screen.findByTestId(testid.notProved);
  expect(notice.textContent).toContain(words);
  expect(notice.textContent).not.toContain("Stored;");
});

test("typing another key takes the notice away", async () => {
  const { user } = await replace(refusal("rejected"));
  await user.keyboard("{Enter}");
  await screen.findByTestId(testid.notProved);
  await user.type(screen.getByTestId(testid.keyInput), "x");
  expect(shown(testid.notProved)).toBeNull();
});

test("a refusal that comes after its form was left is told all the same", async () => {
  const { shell, user } = await openWindow({ credentials: [valid("groq")] });
  await user.click(screen.getByTestId(testid.replaceKey));
  await pasteKey(user, FAKE_GROQ_KEY);
  let refuse: (error: CommandError) => void = () => undefined;
  shell.state.waiting.update_credential = new Promise((_, reject) => {
    refuse = reject;
  });
  await user.keyboard("{Enter}");
  await screen.findByText("Checking the new key…");
  await user.keyboard("{Escape}");
  refuse(refusal("rejected"));
  await waitFor(() =>
    expect(screen.getByTestId(testid.toast).textContent).toBe(
      "The new key for Groq was not stored",
    ),
  );
});

test("an entry that has no key has none to keep", async () => {
  const { shell, user } = await openWindow({ credentials: [valid("groq", { keySet: false })] });
  await user.click(screen.getByTestId(testid.replaceKey));
  await pasteKey(user, FAKE_GROQ_KEY);
  await user.keyboard("{Enter}");
  await screen.findByTestId(testid.savedNotice);
  expect(shell.asked("update_credential")[0]?.request).toMatchObject({ keepOldUntilValid: false });
});
