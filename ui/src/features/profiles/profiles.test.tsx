import { act, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { SETTINGS, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { chooseProfile, openWindow, shown } from "../../test/window";

const three = () => ({
  credentials: [valid("groq")],
  elsewhere: {
    work: [valid("anthropic", { profile: "work" }), valid("openai", { profile: "work" })],
  },
  profiles: [
    { name: "default", isDefault: true, credentials: 1 },
    { name: "empty", isDefault: false, credentials: 0 },
    { name: "work", isDefault: false, credentials: 2 },
  ],
});

type User = Awaited<ReturnType<typeof openWindow>>["user"];

async function manage(user: User) {
  await user.click(screen.getByTestId(testid.profileSwitch));
  await user.click(await screen.findByTestId(testid.profilesManage));
  return screen.findByTestId(testid.profilesDialog);
}

async function openManage(state: Parameters<typeof openWindow>[0] = {}, language?: "de") {
  const opened = await openWindow({ ...three(), ...state }, language);
  const dialog = await manage(opened.user);
  return { ...opened, dialog };
}

const row = (name: string) => screen.getByTestId(testid.profileRow(name)).textContent;
const current = () => screen.getByTestId(testid.profileSwitch).getAttribute("aria-label");
const asked = (shell: Awaited<ReturnType<typeof openWindow>>["shell"]) =>
  shell.asked("list_credentials").at(-1);

test("every profile stands with its keys, the default one and the one shown are marked", async () => {
  await openManage();
  expect(row("default")).toContain("defaultDefault1 key · Shown now");
  expect(row("empty")).toContain("No keys");
  expect(row("work")).toContain("2 keys");
  expect(row("work")).not.toContain("Shown now");
});

test("the profiles are told in German", async () => {
  await openManage({ settings: { ...SETTINGS, language: "de" } }, "de");
  expect(row("default")).toContain("StandardVorgabe1 Schlüssel · Gerade angezeigt");
  expect(screen.getByRole("button", { name: "Zur Vorgabe machen work" })).toBeTruthy();
});

test("the one called default keeps its name and stays, and says why", async () => {
  await openManage();
  expect(shown(testid.profileRename("default"))).toBeNull();
  expect(shown(testid.profileRemove("default"))).toBeNull();
  expect(row("default")).toContain("Keeps its name and stays");
  expect(shown(testid.profileRename("work"))).toBeTruthy();
});

test("a new name that is refused stays as typed, with the reason", async () => {
  const { shell, user } = await openManage();
  await user.click(screen.getByTestId(testid.profileRename("work")));
  const field = await screen.findByTestId<HTMLInputElement>(testid.profileRenameInput);
  await waitFor(() => expect(document.activeElement).toBe(field));
  await user.clear(field);
  await user.type(field, "empty{Enter}");
  expect((await screen.findByTestId(testid.fieldError)).textContent).toContain(
    "There already is a profile “empty”.",
  );
  expect(field.value).toBe("empty");
  expect(document.activeElement).toBe(field);
  await user.clear(field);
  await user.type(field, "a b{Enter}");
  expect((await screen.findByTestId(testid.fieldError)).textContent).toContain("Use a short name");
  expect(field.value).toBe("a b");
  expect(shell.state.profiles.map((each) => each.name)).toEqual(["default", "empty", "work"]);
});

test("the profile of the window is renamed, and the window goes on in it", async () => {
  const { shell, user } = await openWindow(three());
  await chooseProfile(user, "work");
  await user.click(await screen.findByTestId(testid.credential("openai")));
  await manage(user);
  await user.click(screen.getByTestId(testid.profileRename("work")));
  const field = await screen.findByTestId(testid.profileRenameInput);
  await user.clear(field);
  await user.type(field, "office{Enter}");
  await waitFor(() => expect(shown(testid.profileRenameInput)).toBeNull());
  expect(screen.getByTestId(testid.profileRow("office"))).toBeTruthy();
  expect(current()).toBe("Profile: office");
  expect(screen.getByTestId(testid.detail).dataset.provider).toBe("openai");
  await waitFor(() => expect(asked(shell)).toEqual({ profile: "office", all: null }));
});

test("what is typed in a form outlives a new name and another default", async () => {
  const { user } = await openWindow(three());
  await chooseProfile(user, "work");
  await screen.findByTestId(testid.credential("openai"));
  await user.click(screen.getByTestId(testid.addKey));
  await user.click(await screen.findByTestId(testid.tile("groq")));
  await user.type(await screen.findByTestId(testid.keyInput), "gsk_fakeTYPED");
  await manage(user);
  await user.click(screen.getByTestId(testid.profileRename("work")));
  const field = await screen.findByTestId(testid.profileRenameInput);
  await user.clear(field);
  await user.type(field, "office{Enter}");
  await waitFor(() => expect(current()).toBe("Profile: office"));
  await user.click(screen.getByTestId(testid.profileMakeDefault("office")));
  await waitFor(() => expect(row("office")).toContain("Default"));
  await user.click(screen.getByTestId(testid.profilesClose));
  expect(screen.getByTestId<HTMLInputElement>(testid.keyInput).value).toBe("gsk_fakeTYPED");
});

test("an empty profile is removed after a question", async () => {
  const { shell, user } = await openManage();
  await user.click(screen.getByTestId(testid.profileRemove("empty")));
  const question = await screen.findByRole("dialog", { name: "Remove the profile “empty”?" });
  expect(question.textContent).toContain("It holds no keys.");
  expect(shown(testid.profileRemoveKeys)).toBeNull();
  await waitFor(() =>
    expect(document.activeElement).toBe(within(question).getByTestId(testid.cancel)),
  );
  await user.click(screen.getByTestId(testid.profileRemoveConfirm));
  await waitFor(() => expect(shown(testid.profileRow("empty"))).toBeNull());
  expect(shell.asked("delete_profile")).toEqual([{ name: "empty", withKeys: false }]);
  await waitFor(() =>
    expect(document.activeElement).toBe(screen.getByRole("list", { name: "Profiles" })),
  );
});

test("keys go with their profile only where that was chosen too, and are named before", async () => {
  const { shell, user } = await openManage();
  await user.click(screen.getByTestId(testid.profileRemove("work")));
  const question = await screen.findByRole("dialog", { name: "Remove the profile “work”?" });
  await waitFor(() =>
    expect(question.textContent).toContain("It holds 2 keys: Anthropic and OpenAI."),
  );
  await user.click(screen.getByTestId(testid.profileRemoveConfirm));
  expect((await screen.findByTestId(testid.fieldError)).textContent).toContain("Choose first");
  expect(shell.asked("delete_profile")).toHaveLength(0);
  await user.click(screen.getByTestId(testid.profileRemoveKeys));
  expect(shown(testid.fieldError)).toBeNull();
  expect(screen.getByTestId(testid.profileRemoveConfirm).textContent).toBe(
    "Remove profile and 2 keys",
  );
  await user.click(screen.getByTestId(testid.profileRemoveConfirm));
  await waitFor(() => expect(shown(testid.profileRow("work"))).toBeNull());
  expect(shell.asked("delete_profile")).toEqual([{ name: "work", withKeys: true }]);
});

test("a profile that got a key meanwhile is not removed with it unasked", async () => {
  const { shell, user } = await openManage();
  await user.click(screen.getByTestId(testid.profileRemove("empty")));
  await screen.findByTestId(testid.profileRemoveConfirm);
  shell.state.elsewhere = { ...shell.state.elsewhere, empty: [valid("groq")] };
  await user.click(screen.getByTestId(testid.profileRemoveConfirm));
  expect((await screen.findByTestId(testid.formError)).textContent).toContain("still holds keys");
  expect(await screen.findByTestId(testid.profileRemoveKeys)).toBeTruthy();
  expect(shell.state.profiles).toHaveLength(3);
});

test("a removal that fails leaves the profile, with the reason", async () => {
  const { shell, user } = await openManage();
  shell.state.failing = { delete_profile: { kind: "diskFull" } };
  await user.click(screen.getByTestId(testid.profileRemove("empty")));
  await user.click(await screen.findByTestId(testid.profileRemoveConfirm));
  expect((await screen.findByTestId(testid.formError)).textContent).toContain("The disk is full");
  expect(shell.state.profiles).toHaveLength(3);
});

test("once the profile of the window is removed, the default one is shown", async () => {
  const { shell, user } = await openWindow(three());
  await chooseProfile(user, "empty");
  await screen.findByText("No keys in “empty” yet");
  await manage(user);
  await user.click(screen.getByTestId(testid.profileRemove("empty")));
  await user.click(await screen.findByTestId(testid.profileRemoveConfirm));
  await waitFor(() => expect(current()).toBe("Profile: default"));
  expect(await screen.findByTestId(testid.credential("groq"))).toBeTruthy();
  expect(asked(shell)).toEqual({ profile: null, all: null });
});

test("another default leaves the window where it is", async () => {
  const { shell, user } = await openManage();
  await user.click(screen.getByTestId(testid.profileMakeDefault("work")));
  await waitFor(() => expect(row("work")).toContain("Default"));
  expect(row("default")).not.toContain("Default1");
  expect(document.activeElement).toBe(screen.getByTestId(testid.profileRow("work")));
  expect(current()).toBe("Profile: default");
  await waitFor(() => expect(asked(shell)).toEqual({ profile: "default", all: null }));
  expect(screen.getByTestId(testid.detail).dataset.provider).toBe("groq");
  await user.click(screen.getByTestId(testid.profilesClose));
  await chooseProfile(user, "work");
  await waitFor(() => expect(screen.getByTestId(testid.detail).dataset.provider).toBe("anthropic"));
  expect(current()).toBe("Profile: work");
  expect(shell.asked("list_credentials").at(-1)).toEqual({ profile: null, all: null });
});

test("a default that cannot be set is told, and the mark stays", async () => {
  const { shell, user } = await openManage();
  shell.state.failing = { set_default_profile: { kind: "vaultReadOnly" } };
  await user.click(screen.getByTestId(testid.profileMakeDefault("work")));
  expect(await screen.findByTestId(testid.formError)).toBeTruthy();
  expect(row("default")).toContain("Default");
});

test("where the default is not called default, no name still means it", async () => {
  const profiles = three().profiles.map((each) => ({ ...each, isDefault: each.name === "work" }));
  const elsewhere = { default: [valid("groq")] };
  await openWindow({ profiles, elsewhere, credentials: [valid("openai", { profile: "work" })] });
  expect(current()).toBe("Profile: work");
  expect(screen.getByTestId(testid.detail).dataset.provider).toBe("openai");
});

test("an empty default profile is no first run where another one holds keys", async () => {
  const profiles = three().profiles.map((each) => ({ ...each, isDefault: each.name === "empty" }));
  await openWindow({ profiles, elsewhere: { default: [valid("groq")] }, credentials: [] });
  expect(await screen.findByText("No keys in “empty” yet")).toBeTruthy();
});

test("another default that another program chose leaves the window where it is", async () => {
  const { shell } = await openWindow(three());
  shell.state.elsewhere = { default: shell.state.credentials };
  shell.state.credentials = [valid("openai", { profile: "work" })];
  shell.state.profiles = shell.state.profiles.map((each) => ({
    ...each,
    isDefault: each.name === "work",
  }));
  await act(() => shell.emitChanged());
  await waitFor(() => expect(asked(shell)).toEqual({ profile: "default", all: null }));
  await waitFor(() => expect(screen.getByTestId(testid.detail).dataset.provider).toBe("groq"));
  expect(current()).toBe("Profile: default");
});

test("a profile that another program removed gives way to the default one", async () => {
  const { shell, user } = await openWindow(three());
  await chooseProfile(user, "work");
  await screen.findByTestId(testid.credential("openai"));
  shell.state.profiles = shell.state.profiles.filter((each) => each.name !== "work");
  shell.state.elsewhere = {};
  await act(() => shell.emitChanged());
  await waitFor(() => expect(current()).toBe("Profile: default"));
  expect(await screen.findByTestId(testid.credential("groq"))).toBeTruthy();
});

test("Esc closes the question first, then the list, from the keyboard alone", async () => {
  const { user } = await openWindow(three());
  screen.getByTestId(testid.profileSwitch).focus();
  await user.keyboard("{Enter}");
  const item = await screen.findByTestId(testid.profilesManage);
  await user.keyboard("{End}");
  await waitFor(() => expect(document.activeElement).toBe(item));
  await user.keyboard("{Enter}");
  await screen.findByTestId(testid.profilesDialog);
  const rename = screen.getByTestId(testid.profileRename("work"));
  rename.focus();
  await user.keyboard("{Enter}");
  await screen.findByTestId(testid.profileRenameInput);
  await user.keyboard("{Escape}");
  await waitFor(() => expect(shown(testid.profileRenameInput)).toBeNull());
  expect(shown(testid.profilesDialog)).toBeTruthy();
  await waitFor(() => expect(document.activeElement).toBe(rename));
  await user.keyboard("{Escape}");
  await waitFor(() => expect(shown(testid.profilesDialog)).toBeNull());
  await waitFor(() =>
    expect(document.activeElement).toBe(screen.getByTestId(testid.profileSwitch)),
  );
});
