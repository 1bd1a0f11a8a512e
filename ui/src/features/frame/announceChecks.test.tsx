import { act, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { holdBack, openWindow } from "../../test/window";

const polite = () => screen.getByTestId("announce-polite").textContent;
const assertive = () => screen.getByTestId("announce-assertive").textContent;
const two = () => ({ credentials: [valid("groq"), valid("openai")] });

type Shell = Awaited<ReturnType<typeof openWindow>>["shell"];

const begins = (shell: Shell) =>
  act(() => shell.emitStatus({ provider: "groq", status: "checking" }));
const works = (shell: Shell) =>
  act(() => shell.emitStatus({ provider: "groq", status: "valid", verdict: "accepted" }));
const isRejected = (shell: Shell) =>
  act(() => shell.emitStatus({ provider: "groq", status: "invalid", verdict: "rejected" }));

test("of a check that nobody asked for here only a change is told, and politely", async () => {
  const { shell } = await openWindow(two());
  await begins(shell);
  await works(shell);
  expect(polite()).toBe("");
  await begins(shell);
  await isRejected(shell);
  expect(polite()).toBe("Groq: Rejected by Groq");
  expect(assertive()).toBe("");
});

test("a change is told also where the beginning was missed", async () => {
  const { shell } = await openWindow(two());
  await isRejected(shell);
  expect(polite()).toBe("Groq: Rejected by Groq");
});

test("of a check that was asked for here both ends are told, a bad one at once", async () => {
  const { shell, user } = await openWindow(two());
  const answer = holdBack(shell, "check_credential");
  await user.click(screen.getByTestId(testid.recheck));
  await begins(shell);
  expect(polite()).toBe("Groq: Checking…");
  await isRejected(shell);
  expect(assertive()).toBe("Groq: Rejected by Groq");
  await answer();
  await begins(shell);
  expect(polite()).toBe("Groq: Checking…");
});

test("what is asked for in vain leaves the next check nobody's", async () => {
  const { shell, user } = await openWindow(two());
  shell.state.failing = { check_credential: { kind: "keyringLocked" } };
  await user.click(screen.getByTestId(testid.recheck));
  await begins(shell);
  expect(polite()).toBe("");
});

test("of a round of all keys only the sum is told, also where an end comes late", async () => {
  const { shell, user } = await openWindow(two());
  const answer = holdBack(shell, "check_all_credentials");
  await user.click(screen.getByTestId(testid.checkAll));
  await begins(shell);
  await answer();
  await waitFor(() => expect(polite()).toBe("All 2 keys checked"));
  await isRejected(shell);
  expect(polite()).toBe("All 2 keys checked");
  expect(assertive()).toBe("");
});
