import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { FAKE_GROQ_KEY, SETTINGS, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { holdBack, openWindow, pasteKey, shown } from "../../test/window";

const two = () => ({
  credentials: [valid("groq"), valid("openai")],
  elsewhere: { work: [valid("openai", { profile: "work" })] },
  profiles: [
    { name: "default", isDefault: true, credentials: 2 },
    { name: "work", isDefault: false, credentials: 1 },
  ],
});

type User = Awaited<ReturnType<typeof openWindow>>["user"];

const input = (id: string) => screen.getByTestId<HTMLInputElement>(id);

async function another(user: User, provider: string) {
  await user.click(screen.getByTestId(testid.credential(provider)));
  await user.click(screen.getByTestId(testid.moreActions));
  await user.click(await screen.findByTestId(testid.addAnother));
  await screen.findByTestId(testid.form);
}

async function openAnother(provider: string, state: Parameters<typeof openWindow>[0] = {}) {
  const opened = await openWindow({ ...two(), ...state });
  await another(opened.user, provider);
  return opened;
}

const current = () => screen.getByTestId(testid.profileSwitch).getAttribute("aria-label");

test("another key goes into a profile without one, which is shown with it", async () => {
  const { shell, user } = await openAnother("groq");
  expect(screen.getByRole("heading", { name: "Add another key for Groq" })).toBeTruthy();
  const choice = await screen.findByTestId(testid.profileChoice("work"));
  expect(choice.getAttribute("aria-checked")).toBe("true");
  expect(shown(testid.profileChoice("default"))).toBeNull();
  await pasteKey(user, FAKE_GROQ_KEY);
  await user.keyboard("{Enter}");
  expect(await screen.findByTestId(testid.savedNotice)).toBeTruthy();
  expect(current()).toBe("Profile: work");
  expect(screen.getByTestId(testid.detail).dataset.provider).toBe("groq");
  expect(shell.asked("create_profile")).toHaveLength(0);
  expect(shell.asked("create_credential")[0]?.request).toMatchObject({
    profile: "work",
    provider: "groq",
    key: FAKE_GROQ_KEY,
    label: null,
  });
  expect(shell.state.credentials).toHaveLength(2);
});

test("where every profile has a key of the provider a new one is made on the way", async () => {
  const { shell, user } = await openAnother("openai");
  const name = await screen.findByTestId(testid.profileChoiceName);
  expect(shown(testid.profileChoice("work"))).toBeNull();
  await pasteKey(user, FAKE_GROQ_KEY);
  await user.type(name, "personal{Enter}");
  expect(await screen.findByTestId(testid.savedNotice)).toBeTruthy();
  expect(current()).toBe("Profile: personal");
  expect(shell.asked("create_profile")).toEqual([{ name: "personal" }]);
  expect(shell.asked("create_credential")[0]?.request).toMatchObject({ profile: "personal" });
});

test("a name that is refused stays as typed, and so does the key", async () => {
  const { shell, user } = await openAnother("openai");
  await screen.findByTestId(testid.profileChoiceName);
  await pasteKey(user, FAKE_GROQ_KEY);
  await user.click(screen.getByTestId(testid.saveKey));
  expect((await screen.findByTestId(testid.fieldError)).textContent).toContain("Type a name");
  expect(document.activeElement).toBe(input(testid.profileChoiceName));
  await user.type(input(testid.profileChoiceName), "work{Enter}");
  await waitFor(() =>
    expect(screen.getByTestId(testid.fieldError).textContent).toContain("already is a profile"),
  );
  expect(input(testid.profileChoiceName).value).toBe("work");
  expect(input(testid.keyInput).value).toBe(FAKE_GROQ_KEY);
  expect(shell.asked("create_credential")).toHaveLength(0);
});

test("a profile that cannot be made costs nothing that was typed", async () => {
  const { shell, user } = await openAnother("openai", {
    failing: { create_profile: { kind: "diskFull" } },
  });
  await user.type(await screen.findByTestId(testid.profileChoiceName), "personal");
  await pasteKey(user, FAKE_GROQ_KEY);
  await user.click(screen.getByTestId(testid.saveKey));
  expect((await screen.findByTestId(testid.formError)).textContent).toMatch(
    /disk is full.*Nothing was saved/,
  );
  expect(input(testid.profileChoiceName).value).toBe("personal");
  expect(input(testid.keyInput).value).toBe(FAKE_GROQ_KEY);
  shell.state.failing = {};
  await user.click(screen.getByTestId(testid.saveKey));
  expect(await screen.findByTestId(testid.savedNotice)).toBeTruthy();
});

test("a key that cannot be stored leaves the new profile chosen, and says what is there", async () => {
  const { shell, user } = await openAnother("openai", {
    failing: { create_credential: { kind: "keyringLocked" } },
  });
  await user.type(await screen.findByTestId(testid.profileChoiceName), "personal");
  await pasteKey(user, FAKE_GROQ_KEY);
  await user.click(screen.getByTestId(testid.saveKey));
  expect((await screen.findByTestId(testid.formError)).textContent).toContain(
    "The profile “personal” is there now, but the key was not saved.",
  );
  const made = await screen.findByTestId(testid.profileChoice("personal"));
  expect(made.getAttribute("aria-checked")).toBe("true");
  expect(input(testid.keyInput).value).toBe(FAKE_GROQ_KEY);
  expect(current()).toBe("Profile: default");
  shell.state.failing = {};
  await user.click(screen.getByTestId(testid.saveKey));
  expect(await screen.findByTestId(testid.savedNotice)).toBeTruthy();
  expect(shell.asked("create_profile")).toHaveLength(1);
  expect(current()).toBe("Profile: personal");
});

test("a second Enter while the profile is made makes no second one", async () => {
  const { shell, user } = await openAnother("openai");
  await user.type(await screen.findByTestId(testid.profileChoiceName), "personal");
  await pasteKey(user, FAKE_GROQ_KEY);
  const answer = holdBack(shell, "create_profile");
  await user.keyboard("{Enter}{Enter}");
  await screen.findByText("Sealing…");
  await user.keyboard("{Enter}");
  await answer();
  expect(await screen.findByTestId(testid.savedNotice)).toBeTruthy();
  expect(shell.asked("create_profile")).toHaveLength(1);
  expect(shell.asked("create_credential")).toHaveLength(1);
});

test("no profile is made for a key that is none", async () => {
  const { shell, user } = await openAnother("openai");
  await user.type(await screen.findByTestId(testid.profileChoiceName), "personal");
  await user.type(input(testid.keyInput), "gsk_fake fake{Enter}");
  expect((await screen.findByTestId(testid.fieldError)).textContent).toContain("a space");
  expect(shell.asked("create_profile")).toHaveLength(0);
});

test("a profile that got a key meanwhile is not written over", async () => {
  const { shell, user } = await openAnother("groq");
  await screen.findByTestId(testid.profileChoice("work"));
  await pasteKey(user, FAKE_GROQ_KEY);
  shell.state.elsewhere = { work: [valid("groq", { profile: "work" })] };
  shell.state.failing = {
    create_credential: { kind: "credentialExists", profile: "work", provider: "groq" },
  };
  await user.click(screen.getByTestId(testid.saveKey));
  expect((await screen.findByTestId(testid.profileTaken)).textContent).toContain(
    "“work” has a key for Groq by now.",
  );
  await waitFor(() => expect(shown(testid.profileChoice("work"))).toBeNull());
  expect(shell.asked("update_credential")).toHaveLength(0);
  expect(input(testid.keyInput).value).toBe(FAKE_GROQ_KEY);
});

test("where a provider has a key already, adding one offers to keep both, and keeps what is typed", async () => {
  const { shell, user } = await openWindow({
    ...two(),
    credentials: [valid("groq", { label: "team" }), valid("openai")],
  });
  await user.click(screen.getByTestId(testid.addKey));
  await user.click(await screen.findByTestId(testid.tile("groq")));
  expect(screen.getByRole("heading", { name: "Replace the key for Groq" })).toBeTruthy();
  await pasteKey(user, FAKE_GROQ_KEY);
  await user.click(screen.getByTestId(testid.offerAnother));
  expect(screen.getByRole("heading", { name: "Add another key for Groq" })).toBeTruthy();
  expect(input(testid.keyInput).value).toBe(FAKE_GROQ_KEY);
  await screen.findByTestId(testid.profileChoice("work"));
  await user.click(screen.getByTestId(testid.saveKey));
  await screen.findByTestId(testid.savedNotice);
  expect(shell.asked("create_credential")[0]?.request).toMatchObject({
    profile: "work",
    label: null,
  });
  expect(shell.asked("update_credential")).toHaveLength(0);
});

test("what was typed over the stored details stays, the rest is not taken along", async () => {
  const { user } = await openWindow({
    ...two(),
    credentials: [valid("groq", { label: "team", note: "of the team" }), valid("openai")],
  });
  await user.click(screen.getByTestId(testid.replaceKey));
  await user.click(screen.getByTestId(testid.moreOptions));
  await user.clear(input(testid.labelInput));
  await user.type(input(testid.labelInput), "mine");
  await user.click(screen.getByTestId(testid.offerAnother));
  expect(input(testid.labelInput).value).toBe("mine");
  expect(input(testid.noteInput).value).toBe("");
});

test("a save that ends after its form was left says that nothing was stored", async () => {
  const { shell, user } = await openAnother("openai");
  await user.type(await screen.findByTestId(testid.profileChoiceName), "personal");
  await pasteKey(user, FAKE_GROQ_KEY);
  shell.state.failing = {};
  const answer = holdBack(shell, "create_credential");
  await user.keyboard("{Enter}");
  await screen.findByText("Sealing…");
  await user.keyboard("{Escape}");
  await waitFor(() => expect(shown(testid.form)).toBeNull());
  await answer();
  expect(current()).toBe("Profile: default");
  expect(shell.state.elsewhere.personal).toHaveLength(1);
});

test("another key is added in German", async () => {
  const { user } = await openWindow({ ...two(), settings: { ...SETTINGS, language: "de" } }, "de");
  await another(user, "groq");
  expect(
    screen.getByRole("heading", { name: "Weiteren Schlüssel für Groq hinzufügen" }),
  ).toBeTruthy();
  expect(await screen.findByRole("radiogroup", { name: "Profil" })).toBeTruthy();
});
