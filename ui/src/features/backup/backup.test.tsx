import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { FAKE_PASSPHRASE, type FakeState, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { holdBack, openWindow, shown } from "../../test/window";

type User = Awaited<ReturnType<typeof openWindow>>["user"];

const AUTO = {
  folder: "/mnt/archive",
  keep: 7,
  lastAt: new Date().toISOString(),
  lastFault: null,
};

async function openVaultPage(state: Partial<FakeState> = {}) {
  const opened = await openWindow({ credentials: [valid("groq")], ...state });
  await opened.user.click(screen.getByTestId(testid.navVault));
  await screen.findByTestId(testid.autoBackupSet);
  return opened;
}

const field = (id: string) => screen.getByTestId<HTMLInputElement>(id);
const faults = () => screen.queryAllByTestId(testid.fieldError).map((each) => each.textContent);

async function typeTwice(user: User, text: string, again = text) {
  for (const [id, typed] of [
    [testid.passphraseNew, text],
    [testid.passphraseAgain, again],
  ] as const) {
    await user.clear(field(id));
    await user.type(field(id), typed);
  }
}

test("a backup goes where the system's dialog says, and is told to be verified", async () => {
  const { shell, client, user } = await openVaultPage();
  await user.click(screen.getByTestId(testid.backupNow));
  await user.click(await screen.findByTestId(testid.pathBrowse));
  await waitFor(() => expect(field(testid.pathInput).value).toBe("/home/ada/keys.age"));
  expect(shell.asked("pick_file")).toEqual([{ what: "backupTarget" }]);
  await typeTwice(user, FAKE_PASSPHRASE);
  const release = holdBack(shell, "back_up");
  await user.dblClick(screen.getByTestId(testid.backupWrite));
  await release();
  expect((await screen.findByTestId(testid.backupPath)).textContent).toBe("/home/ada/keys.age");
  expect(screen.getByTestId(testid.backupDialog).textContent).toContain("read back and compared");
  expect(shell.asked("back_up")).toEqual([
    { path: "/home/ada/keys.age", passphrase: FAKE_PASSPHRASE },
  ]);
  expect(JSON.stringify(client.getQueryCache().getAll())).not.toContain(FAKE_PASSPHRASE);
});

test("a dialog that was cancelled leaves what was typed", async () => {
  const { user } = await openVaultPage({ picked: null });
  await user.click(screen.getByTestId(testid.backupNow));
  await user.type(await screen.findByTestId(testid.pathInput), "/tmp/mine.age");
  await user.click(screen.getByTestId(testid.pathBrowse));
  expect(field(testid.pathInput).value).toBe("/tmp/mine.age");
});

test("everything that is missing is said at once, at its field", async () => {
  const { shell, user } = await openVaultPage();
  await user.click(screen.getByTestId(testid.backupNow));
  await user.type(await screen.findByTestId(testid.passphraseNew), FAKE_PASSPHRASE);
  await user.click(screen.getByTestId(testid.backupWrite));
  expect(faults()).toEqual(["Choose a file first.", "The two are not the same."]);
  expect(shell.asked("back_up")).toEqual([]);
});

test.each([
  ["fileExists", "A file of this name is there already."],
  ["unwritable", "Nothing can be written there."],
  ["diskFull", "That disk is full."],
] as const)("%s is said at the path, and all three fields stay", async (fault, words) => {
  const { user } = await openVaultPage({
    failing: { back_up: { kind: "backup", fault, provider: null } },
  });
  await user.click(screen.getByTestId(testid.backupNow));
  await user.type(await screen.findByTestId(testid.pathInput), "/tmp/mine.age");
  await typeTwice(user, FAKE_PASSPHRASE);
  await user.click(screen.getByTestId(testid.backupWrite));
  await waitFor(() => expect(faults()[0]).toContain(words));
  expect(field(testid.pathInput).value).toBe("/tmp/mine.age");
  expect(field(testid.passphraseNew).value).toBe(FAKE_PASSPHRASE);
  expect(field(testid.passphraseAgain).value).toBe(FAKE_PASSPHRASE);
});

test("a backup that ends after its dialog has gone is told in passing, also when it failed", async () => {
  const { shell, user } = await openVaultPage();
  const release = holdBack(shell, "back_up");
  await user.click(screen.getByTestId(testid.backupNow));
  await user.type(await screen.findByTestId(testid.pathInput), "/tmp/mine.age");
  await typeTwice(user, "short");
  await user.click(screen.getByTestId(testid.backupWrite));
  await user.keyboard("{Escape}");
  expect(shown(testid.backupDialog)).toBeNull();
  await release();
  expect(screen.getByTestId(testid.toast).textContent).toContain("Too short");
});

test("automatic backup is set up, and its row says where and how many", async () => {
  const { shell, user } = await openVaultPage({ picked: "/mnt/archive" });
  await user.click(screen.getByTestId(testid.autoBackupSet));
  await user.click(await screen.findByTestId(testid.pathBrowse));
  await waitFor(() => expect(field(testid.pathInput).value).toBe("/mnt/archive"));
  expect(field(testid.autoBackupKeep).value).toBe("10");
  await user.clear(field(testid.autoBackupKeep));
  await user.type(field(testid.autoBackupKeep), "0");
  await typeTwice(user, FAKE_PASSPHRASE);
  await user.click(screen.getByTestId(testid.autoBackupSave));
  expect(faults()).toEqual(["This must be a whole number from 1 to 100."]);
  await user.clear(field(testid.autoBackupKeep));
  await user.type(field(testid.autoBackupKeep), "7");
  await user.click(screen.getByTestId(testid.autoBackupSave));
  await waitFor(() => expect(shown(testid.autoBackupDialog)).toBeNull());
  await waitFor(() =>
    expect(screen.getByTestId(testid.autoBackupRow).textContent).toContain(
      "Keeps the last 7 in /mnt/archive.",
    ),
  );
  expect(shell.asked("set_auto_backup")).toEqual([
    { folder: "/mnt/archive", keep: 7, passphrase: FAKE_PASSPHRASE },
  ]);
});

test("changing begins with what is set, stopping asks first", async () => {
  const { shell, user } = await openVaultPage({ autoBackup: AUTO });
  await user.click(screen.getByTestId(testid.autoBackupSet));
  expect((await screen.findByTestId<HTMLInputElement>(testid.pathInput)).value).toBe(
    "/mnt/archive",
  );
  expect(field(testid.autoBackupKeep).value).toBe("7");
  await user.click(screen.getByTestId(testid.cancel));
  await user.click(await screen.findByTestId(testid.autoBackupStop));
  expect((await screen.findByRole("alertdialog")).textContent).toContain("/mnt/archive stay");
  await user.click(screen.getByTestId(testid.autoBackupStopConfirm));
  await waitFor(() => expect(shown(testid.autoBackupStop)).toBeNull());
  expect(shell.state.autoBackup).toBeNull();
});

test("a failed automatic backup says why", async () => {
  await openVaultPage({ autoBackup: { ...AUTO, lastFault: "notFound" } });
  expect(screen.getByTestId(testid.autoBackupRow).textContent).toContain(
    "The latest one failed. There is no such file or folder.",
  );
});
