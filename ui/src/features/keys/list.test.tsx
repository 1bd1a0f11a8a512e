import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { READY, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { openWindow, shown } from "../../test/window";

const three = () => ({ credentials: [valid("anthropic"), valid("groq"), valid("openai")] });
const selected = () => screen.getByRole("option", { selected: true }).dataset.testid;

test("arrow keys, Home, End and letters walk the listbox", async () => {
  const { user } = await openWindow(three());
  screen.getByRole("listbox", { name: "Stored keys" }).focus();
  await user.keyboard("{ArrowDown}");
  expect(selected()).toBe("credential-groq");
  await user.keyboard("{End}");
  expect(selected()).toBe("credential-openai");
  await user.keyboard("{ArrowDown}");
  expect(selected()).toBe("credential-openai");
  await user.keyboard("{Home}");
  expect(selected()).toBe("credential-anthropic");
  await user.keyboard("g");
  expect(selected()).toBe("credential-groq");
  const list = screen.getByRole("listbox");
  expect(list.getAttribute("aria-activedescendant")).toBe(
    screen.getByTestId(testid.credential("groq")).id,
  );
  expect(document.activeElement).toBe(list);
});

test("search narrows the list and says when nothing fits", async () => {
  const { user } = await openWindow(three());
  const search = screen.getByTestId(testid.credentialSearch);
  await user.type(search, "groq");
  expect(screen.getAllByRole("option")).toHaveLength(1);
  await user.type(search, "x");
  expect(screen.getByText("No key matches “groqx”.")).toBeTruthy();
  await user.keyboard("{Escape}");
  expect(screen.getAllByRole("option")).toHaveLength(3);
});

test("Ctrl+N adds, Ctrl+F searches, Esc goes back", async () => {
  const { user } = await openWindow(three());
  await user.keyboard("{Control>}f{/Control}");
  expect(document.activeElement).toBe(screen.getByTestId(testid.credentialSearch));
  await user.keyboard("{Control>}n{/Control}");
  expect(screen.getByRole("heading", { name: "Add a key" })).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByTestId(testid.tile("anthropic")));
  await user.keyboard("{Escape}");
  expect(shown(testid.detail)).toBeTruthy();
});

test("in a narrow window list and detail take turns", async () => {
  window.innerWidth = 360;
  const { user } = await openWindow(three());
  expect(shown(testid.detail)).toBeNull();
  await user.click(screen.getByTestId(testid.credential("groq")));
  expect(shown(testid.credentialList)).toBeNull();
  expect(document.activeElement?.textContent).toBe("Groq");
  await user.click(screen.getByTestId(testid.back));
  expect(shown(testid.credentialList)).toBeTruthy();
});

test("in a narrow window Enter opens what the arrow keys found", async () => {
  window.innerWidth = 360;
  const { user } = await openWindow(three());
  screen.getByRole("listbox").focus();
  await user.keyboard("{ArrowDown}");
  expect(shown(testid.detail)).toBeNull();
  await user.keyboard("{Enter}");
  expect(screen.getByTestId(testid.detail).dataset.provider).toBe("groq");
  await user.keyboard("{Escape}");
  expect(shown(testid.detail)).toBeNull();
});

test("after Esc the focus is in what came back, not lost", async () => {
  const { user } = await openWindow(three());
  await user.click(screen.getByTestId(testid.replaceKey));
  await screen.findByTestId(testid.keyInput);
  await user.keyboard("{Escape}");
  expect(document.activeElement).toBe(screen.getByRole("heading", { name: "Anthropic" }));
});

test("checking all says why it could not", async () => {
  const { shell, user } = await openWindow(three());
  shell.state.failing = { check_all_credentials: { kind: "keyringLocked" } };
  await user.click(screen.getByTestId(testid.checkAll));
  expect((await screen.findByRole("alert")).textContent).toContain("GNOME Keyring is locked");
});

test("an error is forgotten once the keyring is open, and a vain try says so", async () => {
  const { shell, user } = await openWindow(three());
  shell.state.failing = { check_all_credentials: { kind: "keyringLocked" } };
  shell.state.status = { ...READY, state: "keyringLocked", open: false };
  await user.click(screen.getByTestId(testid.checkAll));
  const alert = await screen.findByRole("alert");
  await user.click(within(alert).getByRole("button", { name: "Unlock" }));
  await waitFor(() => expect(alert.textContent).toContain("Still the same."));

  shell.state.status = READY;
  await user.click(within(alert).getByRole("button", { name: "Unlock" }));
  await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
  expect(shown(testid.trouble)).toBeNull();
});

test("an error whose cause has gone by itself is forgotten on unlocking", async () => {
  const { shell, user } = await openWindow(three());
  shell.state.failing = { check_all_credentials: { kind: "keyringLocked" } };
  await user.click(screen.getByTestId(testid.checkAll));
  await user.click(await screen.findByRole("button", { name: "Unlock" }));
  await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
});

test("checking all names the key that could not be opened, and reads the list again", async () => {
  const { shell, user } = await openWindow(three());
  shell.state.failing = {
    check_all_credentials: { kind: "rowCorrupt", profile: "default", provider: "groq" },
  };
  shell.put(valid("openai", { status: "invalid", verdict: "rejected" }));
  await user.click(screen.getByTestId(testid.checkAll));
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("Groq: This key cannot be opened.");
  await waitFor(() =>
    expect(screen.getByTestId(testid.status("openai")).dataset.status).toBe("invalid"),
  );
  await user.click(within(alert).getByRole("button", { name: "Replace key" }));
  expect(await screen.findByRole("heading", { name: "Replace the key for Groq" })).toBeTruthy();
  expect(screen.queryByRole("alert")).toBeNull();
});
