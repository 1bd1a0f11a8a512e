import { act, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { FAKE_GROQ_KEY, FRESH, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { openWindow, pasteKey, startAdding } from "../../test/window";

const PROXY = "https://proxy.example.org/v1";
const proxied = () =>
  valid("groq", { baseUrl: PROXY, host: "proxy.example.org", label: "by the proxy" });
const keep = { change: "keep" };

const address = () => screen.getByTestId<HTMLInputElement>(testid.baseUrlInput);
const label = () => screen.getByTestId<HTMLInputElement>(testid.labelInput);
const form = () => screen.getByTestId(testid.form).textContent;

test("another provider gets nothing of what was meant for the first", async () => {
  const { shell, user } = await openWindow({ status: FRESH });
  await startAdding(user, "openai");
  await user.click(screen.getByTestId(testid.moreOptions));
  await user.type(address(), "https://openai-proxy.example.org/v1");
  await user.type(label(), "openai team");
  await pasteKey(user, FAKE_GROQ_KEY);
  await user.click(await screen.findByTestId(testid.switchProvider));
  await screen.findByRole("heading", { name: "Add a key for Groq" });
  expect(address().value).toBe("");
  expect(label().value).toBe("");
  expect(form()).toContain("nobody but api.groq.com");
  await user.click(screen.getByTestId(testid.saveKey));
  await screen.findByTestId(testid.savedNotice);
  expect(shell.asked("create_credential")[0]?.request).toMatchObject({
    provider: "groq",
    key: FAKE_GROQ_KEY,
    baseUrl: null,
    label: null,
  });
});

test("another provider keeps the address that is stored for it, and it is named", async () => {
  const { shell, user } = await openWindow({ credentials: [proxied()] });
  await user.click(screen.getByTestId(testid.addKey));
  await startAdding(user, "openai");
  await pasteKey(user, FAKE_GROQ_KEY);
  await user.click(await screen.findByTestId(testid.switchProvider));
  await screen.findByRole("heading", { name: "Replace the key for Groq" });
  expect(address().value).toBe(PROXY);
  expect(label().value).toBe("by the proxy");
  expect(form()).toContain("nobody but proxy.example.org");
  await user.keyboard("{Enter}");
  await screen.findByTestId(testid.savedNotice);
  expect(shell.asked("update_credential")[0]?.request).toMatchObject({
    provider: "groq",
    baseUrl: keep,
    label: keep,
  });
});

test("the stored address of one provider is not adopted by another", async () => {
  const { shell, user } = await openWindow({
    credentials: [valid("openai", { baseUrl: PROXY, host: "proxy.example.org" })],
  });
  await user.click(screen.getByTestId(testid.replaceKey));
  expect(form()).toContain("nobody but proxy.example.org");
  await pasteKey(user, FAKE_GROQ_KEY);
  await user.click(await screen.findByTestId(testid.switchProvider));
  await screen.findByRole("heading", { name: "Add a key for Groq" });
  expect(form()).toContain("nobody but api.groq.com");
  await user.click(screen.getByTestId(testid.saveKey));
  await screen.findByTestId(testid.savedNotice);
  expect(shell.asked("create_credential")[0]?.request).toMatchObject({ baseUrl: null });
});

test("what another program changes meanwhile is named and not taken back", async () => {
  const { shell, user } = await openWindow({ credentials: [valid("groq")] });
  await user.click(screen.getByTestId(testid.replaceKey));
  await pasteKey(user, FAKE_GROQ_KEY);
  shell.put({ ...proxied(), updatedAt: new Date().toISOString() });
  await act(() => shell.emitChanged());
  await waitFor(() => expect(form()).toContain("nobody but proxy.example.org"));
  expect(screen.getByTestId<HTMLInputElement>(testid.keyInput).value).toBe(FAKE_GROQ_KEY);
  await user.click(screen.getByTestId(testid.saveKey));
  await screen.findByTestId(testid.savedNotice);
  expect(shell.asked("update_credential")[0]?.request).toMatchObject({
    baseUrl: keep,
    label: keep,
  });
  expect(shell.find("groq")).toMatchObject({ baseUrl: PROXY, label: "by the proxy" });
});

test("taking the stored address away leads back to the provider itself", async () => {
  const { shell, user } = await openWindow({ credentials: [proxied()] });
  await user.click(screen.getByTestId(testid.replaceKey));
  await user.clear(address());
  expect(form()).toContain("nobody but api.groq.com");
  await pasteKey(user, FAKE_GROQ_KEY);
  await user.keyboard("{Enter}");
  await screen.findByTestId(testid.savedNotice);
  expect(shell.asked("update_credential")[0]?.request).toMatchObject({
    baseUrl: { change: "clear" },
    label: keep,
  });
});
