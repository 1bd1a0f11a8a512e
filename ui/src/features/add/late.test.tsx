import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { FAKE_GROQ_KEY, FRESH, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import {
  chooseProfile,
  holdBack,
  openWindow,
  pasteKey,
  shown,
  startAdding,
} from "../../test/window";

const twoProfiles = [
  { name: "default", isDefault: true, credentials: 1 },
  { name: "work", isDefault: false, credentials: 1 },
];

test("a save that ends late leaves alone what is typed in another form", async () => {
  const { shell, user } = await openWindow({ credentials: [valid("openai")] });
  await user.click(screen.getByTestId(testid.addKey));
  await startAdding(user, "groq");
  const answer = holdBack(shell, "create_credential");
  await pasteKey(user, FAKE_GROQ_KEY);
  await user.keyboard("{Enter}");
  await screen.findByText("Sealing…");
  await user.keyboard("{Escape}");
  const field = await startAdding(user, "anthropic");
  await user.type(field, "sk-ant-typed");
  await answer();
  expect(await screen.findByTestId(testid.credential("groq"))).toBeTruthy();
  expect(screen.getByTestId<HTMLInputElement>(testid.keyInput).value).toBe("sk-ant-typed");
  expect(screen.getByRole("heading", { name: "Add a key for Anthropic" })).toBeTruthy();
});

test("a save that ends after a change of profile does not land there", async () => {
  const { shell, user } = await openWindow({
    credentials: [valid("openai")],
    elsewhere: {
      work: [valid("anthropic", { profile: "work" }), valid("groq", { profile: "work" })],
    },
    profiles: twoProfiles,
  });
  await user.click(screen.getByTestId(testid.addKey));
  await startAdding(user, "groq");
  const answer = holdBack(shell, "create_credential");
  await pasteKey(user, FAKE_GROQ_KEY);
  await user.keyboard("{Enter}");
  await screen.findByText("Sealing…");
  await chooseProfile(user, "work");
  await screen.findByRole("region", { name: "Anthropic" });
  await answer();
  expect(shown(testid.savedNotice)).toBeNull();
  expect(screen.getByRole("region", { name: "Anthropic" })).toBeTruthy();
});

test("while saving, the provider cannot be switched", async () => {
  const { shell, user } = await openWindow({ status: FRESH });
  await startAdding(user, "openai");
  await pasteKey(user, FAKE_GROQ_KEY);
  const button = await screen.findByTestId<HTMLButtonElement>(testid.switchProvider);
  const answer = holdBack(shell, "create_credential");
  await user.click(screen.getByTestId(testid.saveKey));
  await screen.findByText("Sealing…");
  expect(button.disabled).toBe(true);
  await answer();
  await screen.findByTestId(testid.savedNotice);
  expect(shell.asked("create_credential")[0]?.request).toMatchObject({ provider: "openai" });
});
