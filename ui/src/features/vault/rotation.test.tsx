import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { FAKE_PASSPHRASE, type FakeState, READY, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { holdBack, openWindow, shown } from "../../test/window";

type User = Awaited<ReturnType<typeof openWindow>>["user"];

async function openVaultPage(state: Partial<FakeState> = {}) {
  const opened = await openWindow({ credentials: [valid("groq")], ...state });
  await opened.user.click(screen.getByTestId(testid.navVault));
  await screen.findByTestId(testid.rotateData);
  return opened;
}

const withSlots = (...slots: ("keyring" | "recovery" | "passphrase")[]): Partial<FakeState> => ({
  status: { ...READY, slots, recovery: slots.includes("recovery") ? "confirmed" : "none" },
});
const dialog = () => screen.getByTestId(testid.rotateDialog);
const value = (id: string) => screen.getByTestId<HTMLInputElement>(id).value;

async function toAsk(user: User) {
  await user.click(screen.getByTestId(testid.rotateData));
  await user.click(await screen.findByTestId(testid.rotateBegin));
  await user.click(await screen.findByTestId(testid.recoveryWritten));
}

async function typeGroups(user: User, first: string, second: string) {
  await user.clear(screen.getByTestId(testid.groupBack(0)));
  await user.type(screen.getByTestId(testid.groupBack(0)), first);
  await user.clear(screen.getByTestId(testid.groupBack(1)));
  await user.type(screen.getByTestId(testid.groupBack(1)), second);
}

test("the master secret is changed once, after asking", async () => {
  const { shell, user } = await openVaultPage();
  const release = holdBack(shell, "rotate_master");
  await user.click(screen.getByTestId(testid.rotateMaster));
  await user.dblClick(await screen.findByTestId(testid.rotateConfirm));
  await release();
  await screen.findByTestId(testid.rotateDone);
  expect(dialog().textContent).toContain("Nothing of the old secret is left.");
  expect(shell.asked("rotate_master")).toHaveLength(1);
});

test("what is left of the old secret is not passed over", async () => {
  const { user } = await openVaultPage({
    rotated: { oldEntryDeleted: false, checkpointed: false },
  });
  await user.click(screen.getByTestId(testid.rotateMaster));
  await user.click(await screen.findByTestId(testid.rotateConfirm));
  await screen.findByTestId(testid.rotateDone);
  expect(dialog().textContent).toContain("could not be deleted yet");
  expect(dialog().textContent).toContain("traces of the old sealing");
});

test("a failing change is said in place and can be tried again", async () => {
  const { shell, user } = await openVaultPage({
    failing: { rotate_master: { kind: "keyringTimeout" } },
  });
  await user.click(screen.getByTestId(testid.rotateMaster));
  await user.click(await screen.findByTestId(testid.rotateConfirm));
  expect((await screen.findByTestId(testid.formError)).textContent).toContain("does not answer");
  shell.state.failing = {};
  await user.click(screen.getByTestId(testid.rotateConfirm));
  expect(await screen.findByTestId(testid.rotateDone)).toBeTruthy();
});

test("a vault without a keyring entry has no master secret to change", async () => {
  await openVaultPage(withSlots("passphrase"));
  expect(shown(testid.rotateMaster)).toBeNull();
});

test("the data key changes only after the new code was shown and typed back", async () => {
  const { shell, client, user } = await openVaultPage();
  await toAsk(user);
  expect(shell.asked("rotate_data_key")).toEqual([]);
  await typeGroups(user, "c0de", "1111");
  await user.keyboard("{Enter}");
  await screen.findByTestId(testid.rotateDone);
  expect(shell.asked("rotate_data_key")).toEqual([
    { first: "c0de", second: "1111", passphrase: null },
  ]);
  expect(document.body.textContent).not.toContain("C0DE");
  expect(JSON.stringify(client.getQueryCache().getAll())).not.toContain("C0DE");
});

test("the new code counts as confirmed once its groups were typed back", async () => {
  const { user } = await openVaultPage({ status: { ...READY, recovery: "unconfirmed" } });
  expect(shown(testid.recoveryReminder)).toBeTruthy();
  await toAsk(user);
  await typeGroups(user, "c0de", "1111");
  await user.keyboard("{Enter}");
  await screen.findByTestId(testid.rotateDone);
  await waitFor(() => expect(shown(testid.recoveryReminder)).toBeNull());
});

test("a wrong group is named, nothing typed is lost, and nothing was changed", async () => {
  const { user } = await openVaultPage(withSlots("keyring", "recovery", "passphrase"));
  await toAsk(user);
  await typeGroups(user, "0000", "1111");
  await user.type(screen.getByTestId(testid.passphraseInput), FAKE_PASSPHRASE);
  await user.click(screen.getByTestId(testid.rotateConfirm));
  expect((await screen.findByTestId(testid.fieldError)).textContent).toContain("not group 2");
  expect(value(testid.groupBack(1))).toBe("1111");
  expect(value(testid.passphraseInput)).toBe(FAKE_PASSPHRASE);
  await user.click(screen.getByTestId(testid.recoveryShowAgain));
  await user.click(screen.getByTestId(testid.recoveryWritten));
  expect(value(testid.passphraseInput)).toBe(FAKE_PASSPHRASE);
  await typeGroups(user, "c0de", "1111");
  await user.click(screen.getByTestId(testid.rotateConfirm));
  expect(await screen.findByTestId(testid.rotateDone)).toBeTruthy();
});

test("a wrong passphrase is said at its field", async () => {
  const { user } = await openVaultPage(withSlots("keyring", "passphrase"));
  await user.click(screen.getByTestId(testid.rotateData));
  await user.click(await screen.findByTestId(testid.rotateBegin));
  await user.type(await screen.findByTestId(testid.passphraseInput), "another one{Enter}");
  expect((await screen.findByTestId(testid.fieldError)).textContent).toContain(
    "not the passphrase",
  );
  expect(value(testid.passphraseInput)).toBe("another one");
});

test("the passphrase is given up only where the owner says so", async () => {
  const { shell, user } = await openVaultPage(withSlots("keyring", "passphrase"));
  await user.click(screen.getByTestId(testid.rotateData));
  await user.click(await screen.findByTestId(testid.rotateBegin));
  await user.click(await screen.findByTestId(testid.rotateDrop));
  await user.click(screen.getByTestId(testid.rotateConfirm));
  await screen.findByTestId(testid.rotateDone);
  expect(shell.asked("rotate_data_key")).toEqual([{ first: null, second: null, passphrase: null }]);
});

test("leaving with the new code in sight asks, and changes nothing", async () => {
  const { shell, user } = await openVaultPage();
  await toAsk(user);
  await typeGroups(user, "c0de", "1");
  await user.keyboard("{Escape}");
  expect(dialog().textContent).toContain("stay as they are");
  await user.click(screen.getByTestId(testid.recoveryStay));
  await user.click(screen.getByTestId(testid.recoveryWritten));
  expect(value(testid.groupBack(0))).toBe("c0de");
  await user.click(screen.getByTestId(testid.cancel));
  await user.click(screen.getByTestId(testid.recoveryLeave));
  expect(shown(testid.rotateDialog)).toBeNull();
  expect(shell.asked("rotate_data_key")).toEqual([]);
});

test("a plan the shell has forgotten begins once more", async () => {
  const { user } = await openVaultPage({
    failing: { rotate_data_key: { kind: "nothingPrepared" } },
  });
  await toAsk(user);
  await typeGroups(user, "c0de", "1111");
  await user.click(screen.getByTestId(testid.rotateConfirm));
  await screen.findByTestId(testid.formError);
  await user.click(screen.getByTestId(testid.rotateBegin));
  expect(dialog().dataset.step).toBe("explain");
});

test("a change that ends after its dialog has gone is told in passing", async () => {
  const { shell, user } = await openVaultPage();
  const release = holdBack(shell, "rotate_master");
  await user.click(screen.getByTestId(testid.rotateMaster));
  await user.click(await screen.findByTestId(testid.rotateConfirm));
  await user.click(screen.getByTestId(testid.cancel));
  shell.state.failing = {};
  await release();
  await waitFor(() =>
    expect(screen.getByTestId(testid.toast).textContent).toContain("Master secret changed"),
  );
});
