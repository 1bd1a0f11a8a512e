import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { FRESH, FRESH_LOCKED, FRESH_WITHOUT_KEYRING, READY, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { openWindow } from "../../test/window";
import { lockWord } from "./LockLine";
import { move, START } from "./navigation";

test.each([
  [READY, "working"],
  [{ ...READY, open: false }, "ready"],
  [FRESH, "ready"],
  [FRESH_WITHOUT_KEYRING, "none"],
  [FRESH_LOCKED, "locked"],
  [{ ...READY, open: false, keyringLocked: true }, "locked"],
  [{ ...READY, open: false, state: "keyringTimeout" as const }, "silent"],
  [{ ...READY, open: false, state: "keyringDenied" as const }, "refused"],
  [{ ...READY, open: false, state: "masterMissing" as const }, "attention"],
] as const)("the lock line of %o says %s", (status, word) => {
  expect(lockWord(status)).toBe(word);
});

test("Esc leads from a form for a new key to the tiles, from another to the detail", () => {
  const adding = move(START, { to: "form", provider: "groq", intent: "add" });
  expect(move(adding, { to: "back" }).panel.kind).toBe("tiles");
  const replacing = move(START, { to: "form", provider: "groq", intent: "replace" });
  expect(move(replacing, { to: "back" }).panel.kind).toBe("detail");
  const models = move(START, { to: "page", page: "models" });
  expect(move(models, { to: "back" }).page).toBe("keys");
});

test("the activity of one key forgets whose it was once it is opened for all", () => {
  const one = move(START, { to: "activity", provider: "groq" });
  expect([one.page, one.activityOf]).toEqual(["activity", "groq"]);
  const all = move(one, { to: "page", page: "activity" });
  expect(all.activityOf).toBeNull();
  expect(move(all, { to: "profile", profile: "work" }).page).toBe("activity");
  expect(move(all, { to: "back" }).page).toBe("keys");
});

test("a profile under another name leaves everything where it is", () => {
  const form = move(START, { to: "form", provider: "groq", intent: "another" });
  expect(move(form, { to: "renamed", profile: "office" })).toEqual({ ...form, profile: "office" });
  expect(move(form, { to: "back" }).panel.kind).toBe("detail");
});

test("a new profile is made, chosen and empty", async () => {
  const { shell, user } = await openWindow({ credentials: [valid("groq")] });
  await user.click(screen.getByTestId(testid.profileSwitch));
  await user.click(await screen.findByTestId(testid.newProfile));
  await user.type(await screen.findByTestId(testid.profileName), "work{Enter}");
  expect(await screen.findByText("No keys in “work” yet")).toBeTruthy();
  expect(shell.asked("create_profile")).toEqual([{ name: "work" }]);
  await waitFor(() =>
    expect(shell.asked("list_credentials").at(-1)).toEqual({ profile: "work", all: null }),
  );
  expect(screen.getByTestId(testid.profileSwitch).textContent).toContain("work");
});

test("a profile's name that is refused is named at the field", async () => {
  const { user } = await openWindow({
    failing: { create_profile: { kind: "invalidProfileName", profile: "a b" } },
  });
  await user.click(screen.getByTestId(testid.profileSwitch));
  await user.click(await screen.findByTestId(testid.newProfile));
  const field = await screen.findByTestId<HTMLInputElement>(testid.profileName);
  await user.type(field, "a b{Enter}");
  expect((await screen.findByTestId(testid.fieldError)).textContent).toContain("Use a short name");
  expect(field.value).toBe("a b");
});

test("the masked hints are read again once the vault has opened in the background", async () => {
  const closed = { ...READY, open: false };
  const { shell, client } = await openWindow({
    status: closed,
    credentials: [valid("groq", { hint: null })],
  });
  expect(screen.getByText("Sealed. Shown once the vault is open.")).toBeTruthy();
  shell.put(valid("groq"));
  shell.state.status = READY;
  await client.invalidateQueries({ queryKey: ["vault"] });
  expect(await screen.findByTestId(testid.keyHint)).toBeTruthy();
});
