import { act, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { credential, FAKE_GROQ_KEY, GROQ_MODELS, minutesAgo, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { openWindow, pasteKey, shown, wait } from "../../test/window";

const stored = () => ({
  credentials: [valid("groq", { label: "mine" }), valid("openai")],
  models: { groq: GROQ_MODELS },
});

async function openMore(user: Awaited<ReturnType<typeof openWindow>>["user"]) {
  await user.click(screen.getByTestId(testid.credential("groq")));
  await user.click(screen.getByTestId(testid.moreActions));
}

test("the detail is a region with the provider's name", async () => {
  await openWindow(stored());
  const detail = screen.getByRole("region", { name: "Groq" });
  expect(detail.textContent).toContain("gsk_…4f2a");
  expect(detail.textContent).toContain("api.groq.com · 2 minutes ago · 182 ms");
});

test("deleting asks first, names the provider, and keeps the key on cancel", async () => {
  const { shell, user } = await openWindow(stored());
  await openMore(user);
  await user.click(await screen.findByTestId(testid.deleteKey));
  const dialog = await screen.findByRole("alertdialog");
  expect(dialog.textContent).toContain("Delete the key for Groq?");
  await user.click(within(dialog).getByTestId(testid.cancel));
  await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
  expect(shell.asked("delete_credential")).toHaveLength(0);
  expect(screen.getByTestId(testid.credential("groq"))).toBeTruthy();
});

test("a confirmed delete removes the row and says so", async () => {
  const { shell, user } = await openWindow(stored());
  await openMore(user);
  await user.click(await screen.findByTestId(testid.deleteKey));
  await user.click(await screen.findByTestId(testid.confirmDelete));
  await waitFor(() => expect(shown(testid.credential("groq"))).toBeNull());
  expect(shell.asked("delete_credential")).toEqual([{ profile: null, provider: "groq" }]);
  expect(screen.getByTestId(testid.toast).textContent).toBe("Key for Groq deleted");
  expect(screen.getByRole("region", { name: "OpenAI" })).toBeTruthy();
});

test("a delete that fails stays open and says why", async () => {
  const { user } = await openWindow({
    ...stored(),
    failing: { delete_credential: { kind: "vaultReadOnly" } },
  });
  await openMore(user);
  await user.click(await screen.findByTestId(testid.deleteKey));
  await user.click(await screen.findByTestId(testid.confirmDelete));
  expect((await screen.findByTestId(testid.formError)).textContent).toContain("cannot be written");
  expect(screen.getByTestId(testid.credential("groq"))).toBeTruthy();
});

test("replacing opens the form again and sends only what changed", async () => {
  const { shell, user } = await openWindow(stored());
  await user.click(screen.getByTestId(testid.replaceKey));
  expect(screen.getByRole("heading", { name: "Replace the key for Groq" })).toBeTruthy();
  await pasteKey(user, FAKE_GROQ_KEY);
  await user.keyboard("{Enter}");
  expect(await screen.findByTestId(testid.savedNotice)).toBeTruthy();
  expect(shell.asked("update_credential")[0]?.request).toEqual({
    profile: null,
    provider: "groq",
    key: FAKE_GROQ_KEY,
    baseUrl: { change: "keep" },
    region: null,
    organization: { change: "keep" },
    project: { change: "keep" },
    renewBy: { change: "keep" },
    label: { change: "keep" },
    note: { change: "keep" },
    keepOldUntilValid: true,
  });
});

test("label and address are edited without the key", async () => {
  const { shell, user } = await openWindow(stored());
  await openMore(user);
  await user.click(await screen.findByTestId(testid.editDetails));
  await user.clear(screen.getByTestId(testid.labelInput));
  await user.type(screen.getByTestId(testid.baseUrlInput), "http://127.0.0.1:9/v1");
  await user.click(screen.getByTestId(testid.saveKey));
  await screen.findByTestId(testid.savedNotice);
  expect(shell.asked("update_credential")[0]?.request).toEqual({
    profile: null,
    provider: "groq",
    key: null,
    baseUrl: { change: "set", value: "http://127.0.0.1:9/v1" },
    region: null,
    organization: { change: "keep" },
    project: { change: "keep" },
    renewBy: { change: "keep" },
    label: { change: "clear" },
    note: { change: "keep" },
    keepOldUntilValid: false,
  });
});

test("checking again shows checking until the answer is there", async () => {
  const { shell, user } = await openWindow({ credentials: [credential("groq")] });
  shell.state.hanging.add("check_credential");
  await user.click(screen.getByTestId(testid.recheck));
  expect(await screen.findByTestId(testid.cancelCheck)).toBeTruthy();
  expect(screen.getByTestId(testid.status("groq")).dataset.status).toBe("checking");
});

test("a check that fails brings back what the vault says, not what stood there before", async () => {
  const { shell, user } = await openWindow({ credentials: [credential("groq")] });
  shell.state.failing = { check_credential: { kind: "vaultBusy" } };
  shell.put(valid("groq"));
  await user.click(screen.getByTestId(testid.recheck));
  expect((await screen.findByRole("alert")).textContent).toContain("The vault is busy");
  await waitFor(() => expect(screen.getByTestId(testid.verdict).dataset.status).toBe("valid"));
});

test("an address of one's own stands in the detail once", async () => {
  const baseUrl = "https://llm.example.org:8443/v1";
  await openWindow({
    credentials: [valid("groq", { baseUrl, label: baseUrl, host: "llm.example.org:8443" })],
  });
  const detail = screen.getByTestId(testid.detail);
  expect(detail.textContent?.split(baseUrl)).toHaveLength(2);
  expect(screen.getByTestId(testid.subtitle).textContent).toBe("llm.example.org:8443");
});

test("a check can be cancelled, and the last answer comes back", async () => {
  const { shell, user } = await openWindow({ credentials: [valid("groq", { checking: true })] });
  await user.click(screen.getByTestId(testid.cancelCheck));
  expect(shell.asked("cancel_check")).toEqual([{ profile: null, provider: "groq" }]);
  shell.put(valid("groq"));
  await act(() => shell.emitStatus({ provider: "groq", status: "error", message: "cancelled" }));
  await waitFor(() => expect(screen.getByTestId(testid.verdict).dataset.status).toBe("valid"));
});

test("an error keeps the last definite answer in sight", async () => {
  const at = minutesAgo(121);
  await openWindow({
    credentials: [
      credential("groq", {
        status: "error",
        verdict: "unreachable",
        checkedAt: minutesAgo(1),
        lastDefinite: { status: "valid", verdict: "accepted", at },
      }),
    ],
  });
  expect(screen.getByTestId(testid.verdict).textContent).toContain("Could not reach api.groq.com");
  expect(screen.getByTestId(testid.lastKnown).textContent).toBe("Last known: works, 2 hours ago");
});

test("copying is done by the shell, and the toast says when it clears", async () => {
  const { shell, user } = await openWindow(stored());
  await user.click(screen.getByTestId(testid.copyKey));
  expect((await screen.findByTestId(testid.toast)).textContent).toBe("Copied. Clears in 30 s");
  expect(shell.asked("copy_api_key")).toEqual([{ profile: null, provider: "groq" }]);
});

test("what another program adds appears by itself", async () => {
  const { shell } = await openWindow(stored());
  shell.put(valid("anthropic"));
  await act(() => shell.emitChanged());
  expect(await screen.findByTestId(testid.credential("anthropic"))).toBeTruthy();
});

test("an older event never overwrites a newer one", async () => {
  const { shell } = await openWindow({ credentials: [credential("groq"), credential("openai")] });
  shell.state.hanging.add("list_credentials");
  const status = (provider: string) => screen.getByTestId(testid.status(provider)).dataset.status;
  const event = { provider: "groq", checkedAt: minutesAgo(0) } as const;
  const works = { status: "valid", verdict: "accepted" } as const;
  await act(() => shell.emitStatus({ ...event, ...works, sequence: 7 }));
  await waitFor(() => expect(status("groq")).toBe("valid"));
  await act(() =>
    shell.emitStatus({ ...event, sequence: 6, status: "invalid", verdict: "rejected" }),
  );
  await act(() => shell.emitStatus({ ...event, sequence: 7, status: "checking" }));
  await act(() => shell.emitStatus({ ...event, ...works, provider: "openai", sequence: 8 }));
  await waitFor(() => expect(status("openai")).toBe("valid"));
  expect(status("groq")).toBe("valid");
});

test("many hints at once are read once", async () => {
  const { shell } = await openWindow(stored());
  await wait(60);
  const before = shell.asked("list_credentials").length;
  await act(async () => {
    for (let turn = 0; turn < 20; turn += 1) await shell.emitChanged();
  });
  await wait(120);
  expect(shell.asked("list_credentials").length - before).toBe(1);
});
