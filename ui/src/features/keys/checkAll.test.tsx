import { act, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { minutesAgo, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { holdBack, openWindow, shown } from "../../test/window";

const three = () => ({ credentials: [valid("anthropic"), valid("groq"), valid("openai")] });
const polite = () => screen.getByTestId("announce-polite").textContent;
const bar = () => screen.getByTestId(testid.checkAllProgress);

type Shell = Awaited<ReturnType<typeof openWindow>>["shell"];

async function begins(shell: Shell, provider: string) {
  shell.put({ ...shell.find(provider), checking: true });
  await act(() => shell.emitStatus({ provider, status: "checking" }));
}

async function ends(shell: Shell, provider: string) {
  const checkedAt = minutesAgo(0);
  shell.put({ ...shell.find(provider), checking: false, checkedAt });
  await act(() => shell.emitStatus({ provider, status: "valid", verdict: "accepted", checkedAt }));
}

async function start() {
  const opened = await openWindow(three());
  const answer = holdBack(opened.shell, "check_all_credentials");
  await opened.user.click(screen.getByTestId(testid.checkAll));
  return { ...opened, answer };
}

test("at rest the line says how many keys there are and how many want attention", async () => {
  await openWindow({
    credentials: [valid("groq"), valid("openai", { status: "invalid", verdict: "rejected" })],
  });
  expect(screen.getByTestId(testid.keysSummary).textContent).toBe("2 keys · 1 needs attention");
});

test("checking all counts from the press of the button to the last answer", async () => {
  const { shell, answer } = await start();
  expect(polite()).toBe("Checking 3 keys");
  expect(bar().getAttribute("aria-valuenow")).toBe("0");
  expect(bar().getAttribute("aria-valuetext")).toBe("Checking: 0 of 3");
  expect(bar().getAttribute("aria-label")).toBe("Checking all keys");
  for (const provider of ["anthropic", "groq", "openai"]) await begins(shell, provider);
  await ends(shell, "groq");
  expect(polite()).toBe("Checking 3 keys");
  await waitFor(() => expect(bar().getAttribute("aria-valuenow")).toBe("1"));
  await ends(shell, "openai");
  await waitFor(() => expect(bar().getAttribute("aria-valuenow")).toBe("2"));
  await ends(shell, "anthropic");
  await answer();
  await waitFor(() => expect(shown(testid.checkAllProgress)).toBeNull());
  expect(polite()).toBe("All 3 keys checked");
});

test("an answer counts also where its beginning was missed", async () => {
  const { shell } = await start();
  await ends(shell, "groq");
  await waitFor(() => expect(bar().getAttribute("aria-valuenow")).toBe("1"));
});

test("the button does not start a second round", async () => {
  const { shell, user } = await start();
  await user.click(screen.getByTestId(testid.checkAll));
  expect(shell.asked("check_all_credentials")).toHaveLength(1);
});

test("cancelling ends every check of the profile and says so", async () => {
  const { shell, user, answer } = await start();
  await begins(shell, "groq");
  await begins(shell, "openai");
  await user.click(screen.getByRole("button", { name: "Cancel the running checks" }));
  expect(shell.asked("cancel_check")).toEqual([{ profile: null, provider: null }]);
  await answer();
  await waitFor(() => expect(shown(testid.checkAllProgress)).toBeNull());
  expect(polite()).toBe("Checks cancelled");
  expect(document.activeElement).toBe(screen.getByTestId(testid.checkAll));
});

test("cancelling before any check began ends quietly once the vault has answered", async () => {
  const { shell, user, answer } = await start();
  await user.click(screen.getByTestId(testid.checkAllCancel));
  expect(polite()).toBe("Checks cancelled");
  expect(bar().getAttribute("aria-valuetext")).toBe("Cancelling…");
  expect(shown(testid.checkAllCancel)).toBeNull();
  expect(document.activeElement).toBe(screen.getByTestId(testid.checkAll));
  shell.state.failing = { check_all_credentials: { kind: "keyringDenied" } };
  await answer();
  await waitFor(() => expect(shown(testid.checkAllProgress)).toBeNull());
  expect(polite()).toBe("Checks cancelled");
});

test("where nothing was there to cancel nothing is claimed", async () => {
  const { shell, user } = await start();
  shell.state.failing = { cancel_check: { kind: "unexpected" } };
  await user.click(screen.getByTestId(testid.checkAllCancel));
  expect(polite()).toBe("Checking 3 keys");
  expect(bar().getAttribute("aria-valuetext")).toBe("Checking: 0 of 3");
});

test("whoever stood on the way to cancel stands on the button that checks once all is done", async () => {
  const { answer } = await start();
  screen.getByTestId(testid.checkAllCancel).focus();
  await answer();
  await waitFor(() => expect(shown(testid.checkAllProgress)).toBeNull());
  expect(document.activeElement).toBe(screen.getByTestId(testid.checkAll));
});

test("the sum tells how many keys want attention", async () => {
  const { shell, answer } = await start();
  shell.put({ ...shell.find("groq"), status: "invalid", verdict: "rejected" });
  await answer();
  await waitFor(() => expect(polite()).toBe("All 3 keys checked, 1 needs attention"));
});

test("checks that began by themselves show how far they are, one alone does not", async () => {
  const { shell } = await openWindow(three());
  await begins(shell, "groq");
  expect(shown(testid.checkAllProgress)).toBeNull();
  await begins(shell, "openai");
  await waitFor(() => expect(bar().getAttribute("aria-valuemax")).toBe("2"));
  expect(bar().getAttribute("aria-label")).toBe("Checks under way");
  await ends(shell, "groq");
  await waitFor(() => expect(bar().getAttribute("aria-valuenow")).toBe("1"));
  await ends(shell, "openai");
  await waitFor(() => expect(shown(testid.checkAllProgress)).toBeNull());
});
