import { act, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import type { CommandError } from "../../ipc";
import { FAKE_GROQ_KEY, FRESH, GROQ_MODELS, minutesAgo, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { openWindow, pasteKey, shown, startAdding } from "../../test/window";

test("a good key: saved at once, then checking, then works, then its models", async () => {
  const { shell, user } = await openWindow({ status: FRESH });
  await startAdding(user, "groq");
  await pasteKey(user, FAKE_GROQ_KEY);
  await user.keyboard("{Enter}");

  expect((await screen.findByTestId(testid.savedNotice)).textContent).toBe("Saved and sealed.");
  expect(shell.asked("create_credential")[0]?.request).toEqual({
    profile: null,
    provider: "groq",
    key: FAKE_GROQ_KEY,
    baseUrl: null,
    region: null,
    organization: null,
    project: null,
    label: null,
    note: null,
  });
  const status = () => screen.getByTestId(testid.status("groq")).dataset.status;
  expect(status()).toBe("unchecked");

  shell.put({ ...shell.find("groq"), checking: true });
  await act(() => shell.emitStatus({ provider: "groq", status: "checking" }));
  await waitFor(() => expect(status()).toBe("checking"));
  expect(screen.getByTestId(testid.verdict).textContent).toContain("Checking…");
  expect(shown(testid.savedNotice)).toBeTruthy();

  shell.put(valid("groq"));
  shell.state.models = { groq: GROQ_MODELS };
  await act(() =>
    shell.emitStatus({
      provider: "groq",
      status: "valid",
      verdict: "accepted",
      models: 12,
      checkedAt: minutesAgo(0),
      latencyMs: 90,
    }),
  );
  await waitFor(() => expect(status()).toBe("valid"));
  expect(screen.getByTestId(testid.verdict).textContent).toContain("Works");
  await waitFor(() => expect(screen.getByTestId(testid.modelCount).dataset.count).toBe("12"));
  expect(screen.getByTestId("announce-polite").textContent).toBe("Groq: Works");
});

test("a rejected key stays, says so in words and is announced at once", async () => {
  const { shell, user } = await openWindow({ status: FRESH });
  await startAdding(user, "groq");
  await pasteKey(user, FAKE_GROQ_KEY);
  await user.click(screen.getByTestId(testid.saveKey));
  await screen.findByTestId(testid.savedNotice);
  const answer = {
    status: "invalid",
    verdict: "rejected",
    message: "Invalid API Key",
    httpStatus: 401,
    checkedAt: minutesAgo(0),
  } as const;
  shell.put({ ...shell.find("groq"), ...answer });
  await act(() => shell.emitStatus({ provider: "groq", ...answer }));
  await waitFor(() => expect(screen.getByTestId(testid.verdict).dataset.status).toBe("invalid"));
  const card = screen.getByTestId(testid.verdict).textContent;
  expect(card).toContain("Rejected by Groq");
  expect(card).toContain("Invalid API Key");
  expect(card).toContain("The key stays stored.");
  expect(screen.getByTestId("announce-assertive").textContent).toBe("Groq: Rejected by Groq");
});

test("an empty field is named without asking the vault", async () => {
  const { shell, user } = await openWindow({ status: FRESH });
  const field = await startAdding(user, "groq");
  await user.click(screen.getByTestId(testid.saveKey));
  expect((await screen.findByTestId(testid.fieldError)).textContent).toBe(
    "Paste or type a key first.",
  );
  expect(document.activeElement).toBe(field);
  expect(field.getAttribute("aria-invalid")).toBe("true");
  expect(shell.asked("create_credential")).toHaveLength(0);
});

const elsewhere: [CommandError, RegExp][] = [
  [{ kind: "keyringLocked" }, /GNOME Keyring is locked.*still here/],
  [{ kind: "diskFull" }, /disk is full.*still here/],
  [{ kind: "unexpected" }, /did not expect/],
];

test.each(elsewhere)("after the error %o the typed text is still there", async (error, words) => {
  const { shell, user } = await openWindow({ status: FRESH });
  const field = await startAdding(user, "groq");
  await user.type(field, FAKE_GROQ_KEY);
  shell.state.failing = { create_credential: error };
  await user.click(screen.getByTestId(testid.saveKey));
  expect((await screen.findByTestId(testid.formError)).textContent).toMatch(words);
  expect(field.value).toBe(FAKE_GROQ_KEY);
  shell.state.failing = {};
  await user.click(screen.getByTestId(testid.saveKey));
  expect(await screen.findByTestId(testid.savedNotice)).toBeTruthy();
});

test("a base URL that is refused is named at its field, and everything typed is kept", async () => {
  const { shell, user } = await openWindow({ status: FRESH });
  const field = await startAdding(user, "groq");
  await user.type(field, FAKE_GROQ_KEY);
  await user.click(screen.getByTestId(testid.moreOptions));
  const address = screen.getByTestId<HTMLInputElement>(testid.baseUrlInput);
  await user.type(screen.getByTestId(testid.labelInput), "team");
  await user.type(address, "http://example.com/v1");
  shell.state.failing = {
    create_credential: { kind: "invalidBaseUrl", fault: "notHttps" },
  };
  await user.click(screen.getByTestId(testid.saveKey));
  expect((await screen.findByTestId(testid.fieldError)).textContent).toContain(
    "must begin with https://",
  );
  expect(address.getAttribute("aria-invalid")).toBe("true");
  expect(address.value).toBe("http://example.com/v1");
  expect(field.value).toBe(FAKE_GROQ_KEY);
  expect(shell.asked("create_credential")[0]?.request).toMatchObject({
    baseUrl: "http://example.com/v1",
    label: "team",
  });
});

test("Esc goes back to the tiles, once more to the start", async () => {
  const { user } = await openWindow({ status: FRESH });
  await startAdding(user, "groq");
  await user.keyboard("{Escape}");
  expect(screen.getByTestId(testid.firstRun)).toBeTruthy();
});

test("Get a key asks the shell to open the provider's page", async () => {
  const { shell, user } = await openWindow({ status: FRESH });
  await startAdding(user, "groq");
  await user.click(screen.getByTestId(testid.getKey));
  expect(shell.asked("open_provider_page")).toEqual([
    { provider: "groq", page: "console", region: null },
  ]);
});

test("the key stands in no attribute of the page and in no cache", async () => {
  const { user, client } = await openWindow({ status: FRESH });
  const field = await startAdding(user, "groq");
  await user.type(field, FAKE_GROQ_KEY);
  expect(document.documentElement.outerHTML).not.toContain(FAKE_GROQ_KEY);
  await user.click(screen.getByTestId(testid.saveKey));
  await screen.findByTestId(testid.savedNotice);
  expect(document.documentElement.outerHTML).not.toContain(FAKE_GROQ_KEY);
  expect(field.value).toBe("");
  const cached = client
    .getQueryCache()
    .getAll()
    .map((entry) => entry.state.data);
  expect(JSON.stringify(cached)).not.toContain(FAKE_GROQ_KEY);
  expect(client.getMutationCache().getAll()).toHaveLength(0);
});

test("a key another program stored meanwhile is replaced by saving once more", async () => {
  const { shell, user } = await openWindow({ status: FRESH });
  const field = await startAdding(user, "groq");
  await user.type(field, FAKE_GROQ_KEY);
  shell.state.failing = {
    create_credential: { kind: "credentialExists", profile: "default", provider: "groq" },
  };
  shell.put(valid("groq"));
  await user.click(screen.getByTestId(testid.saveKey));
  expect((await screen.findByTestId(testid.formError)).textContent).toContain(
    "There already is a key for Groq.",
  );
  expect(await screen.findByRole("heading", { name: "Replace the key for Groq" })).toBeTruthy();
  expect(field.value).toBe(FAKE_GROQ_KEY);
  await user.click(screen.getByTestId(testid.saveKey));
  expect(await screen.findByTestId(testid.savedNotice)).toBeTruthy();
  expect(shell.asked("update_credential")).toHaveLength(1);
});

test("the form names the host the key will really be sent to", async () => {
  const { user } = await openWindow({ status: FRESH });
  await startAdding(user, "groq");
  const form = screen.getByTestId(testid.form);
  expect(form.textContent).toContain("nobody but api.groq.com");
  await user.click(screen.getByTestId(testid.moreOptions));
  await user.type(screen.getByTestId(testid.baseUrlInput), "http://127.0.0.1:9999/v1");
  expect(form.textContent).toContain("nobody but 127.0.0.1:9999");
});

test("a second Enter while saving sends nothing twice", async () => {
  const { shell, user } = await openWindow({ status: FRESH });
  await startAdding(user, "groq");
  await pasteKey(user, FAKE_GROQ_KEY);
  shell.state.hanging.add("create_credential");
  await user.keyboard("{Enter}");
  await screen.findByText("Sealing…");
  await user.keyboard("{Enter}");
  await user.click(screen.getByTestId(testid.saveKey));
  expect(shell.asked("create_credential")).toHaveLength(1);
});
