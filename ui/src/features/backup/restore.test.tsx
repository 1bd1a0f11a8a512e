import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { PreviewRow, RestorePreviewView } from "../../ipc";
import { FAKE_PASSPHRASE, type FakeState, FRESH, minutesAgo, READY, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { holdBack, openWindow, shown } from "../../test/window";

type User = Awaited<ReturnType<typeof openWindow>>["user"];

const row = (name: string, change: PreviewRow["change"], profile = "default"): PreviewRow => ({
  profile,
  provider: name.toLowerCase(),
  name,
  change,
});
const preview = (
  rows: PreviewRow[],
  change: Partial<RestorePreviewView> = {},
): RestorePreviewView => ({
  createdAt: minutesAgo(60 * 24 * 9),
  vaultOpens: true,
  rows,
  ...change,
});
const MIXED = preview([
  row("Groq", "same"),
  row("OpenAI", "differs"),
  row("Anthropic", "new"),
  row("Mistral", "new", "work"),
]);

const field = (id: string) => screen.getByTestId<HTMLInputElement>(id);
const text = (id: string) => screen.getByTestId(id).textContent;

async function openVaultPage(state: Partial<FakeState> = {}) {
  const opened = await openWindow({ credentials: [valid("groq")], preview: MIXED, ...state });
  await opened.user.click(screen.getByTestId(testid.navVault));
  await opened.user.click(await screen.findByTestId(testid.restoreBegin));
  await screen.findByTestId(testid.pathInput);
  return opened;
}

async function look(user: User, passphrase = FAKE_PASSPHRASE) {
  await user.clear(field(testid.pathInput));
  await user.type(field(testid.pathInput), "/tmp/keys.age");
  await user.clear(field(testid.passphraseInput));
  await user.type(field(testid.passphraseInput), passphrase);
  await user.click(screen.getByTestId(testid.restoreLook));
}

test("a preview tells new, different and same apart, and keeps what differs unless told otherwise", async () => {
  const { shell, user } = await openVaultPage();
  await look(user);
  await screen.findByTestId(testid.restoreDo);
  const inGroup = (change: string) =>
    within(screen.getByTestId(testid.restoreGroup(change)))
      .getAllByRole("listitem")
      .map((item) => item.textContent);
  expect(inGroup("new")).toEqual(["AAnthropicprofile default", "MMistralprofile work"]);
  expect(inGroup("differs")).toEqual(["OOpenAIprofile default"]);
  expect(inGroup("same")).toEqual(["GGroqprofile default"]);
  expect(text(testid.restoreDo)).toBe("Restore 2 keys");
  expect(shell.asked("restore_backup")).toEqual([]);
  await user.click(screen.getByTestId(testid.restoreReplace));
  expect(text(testid.restoreDo)).toBe("Restore 3 keys");
  await user.click(screen.getByTestId(testid.restoreKeep));
  await user.click(screen.getByTestId(testid.restoreDo));
  expect((await screen.findByTestId(testid.restoreReport)).textContent).toBe(
    "2 keys added1 key kept as it was here",
  );
  expect(text(testid.restoreBefore)).toContain("pre-restore");
  expect(shell.asked("restore_backup")).toEqual([{ replace: false }]);
  await user.click(screen.getByTestId(testid.restoreDone));
  expect(shell.asked("discard_restore")).toEqual([]);
});

test("a new vault says which ways in and which backups it lacks", async () => {
  const autoBackup = {
    folder: "/tmp/backups",
    keep: 5,
    lastAt: minutesAgo(5),
    lastFault: null,
  };
  const { user } = await openVaultPage({
    preview: preview([row("Groq", "new")], { vaultOpens: false }),
    autoBackup,
  });
  await look(user);
  await user.click(await screen.findByTestId(testid.restoreDo));
  await screen.findByTestId(testid.restoreReport);
  const words = text(testid.restoreDialog);
  expect(words).toContain("no recovery code or passphrase of another one opens it");
  expect(words).toContain("Automatic backups are off");
});

test("a restore into the vault says nothing of the sort", async () => {
  const { user } = await openVaultPage();
  await look(user);
  await user.click(await screen.findByTestId(testid.restoreDo));
  await screen.findByTestId(testid.restoreReport);
  const words = text(testid.restoreDialog);
  expect(words).not.toContain("new vault");
  expect(words).not.toContain("Automatic backups");
});

test("what differs is replaced where the owner says so", async () => {
  const { shell, user } = await openVaultPage();
  await look(user);
  await user.click(await screen.findByTestId(testid.restoreReplace));
  const release = holdBack(shell, "restore_backup");
  await user.dblClick(screen.getByTestId(testid.restoreDo));
  await release();
  await screen.findByTestId(testid.restoreDone);
  expect(shell.asked("restore_backup")).toEqual([{ replace: true }]);
});

test.each([
  ["wrongPassphrase", "not the passphrase of this backup"],
  ["damaged", "This backup is damaged"],
  ["notABackup", "not a Keystow backup"],
  ["newer", "A newer Keystow made this backup"],
  ["tooSlow", "unreasonably long"],
  ["notFound", "no such file"],
] as const)("%s has words of its own, and path and passphrase stay", async (fault, words) => {
  const { user } = await openVaultPage({
    failing: { preview_restore: { kind: "backup", fault, provider: null } },
  });
  await look(user, "any passphrase");
  expect((await screen.findByTestId(testid.fieldError)).textContent).toContain(words);
  expect(field(testid.pathInput).value).toBe("/tmp/keys.age");
  expect(field(testid.passphraseInput).value).toBe("any passphrase");
});

test("an unknown provider is named", async () => {
  const { user } = await openVaultPage({
    failing: { preview_restore: { kind: "backup", fault: "unknownProvider", provider: "nova" } },
  });
  await look(user);
  expect((await screen.findByTestId(testid.fieldError)).textContent).toContain("“nova”");
});

test("nothing is asked of the shell before file and passphrase are there", async () => {
  const { shell, user } = await openVaultPage();
  await user.click(screen.getByTestId(testid.restoreLook));
  expect(screen.getAllByTestId(testid.fieldError).map((each) => each.textContent)).toEqual([
    "Choose a file first.",
    "Type a passphrase first.",
  ]);
  expect(shell.asked("preview_restore")).toEqual([]);
});

test("leaving after the preview has the shell forget the backup", async () => {
  const { shell, user } = await openVaultPage();
  await look(user);
  await screen.findByTestId(testid.restoreDo);
  await user.keyboard("{Escape}");
  await waitFor(() => expect(shell.asked("discard_restore")).toHaveLength(1));
  expect(shell.asked("restore_backup")).toEqual([]);
});

test("a preview that comes after its dialog has gone is forgotten too", async () => {
  const { shell, user } = await openVaultPage();
  const release = holdBack(shell, "preview_restore");
  await look(user);
  await user.click(screen.getByTestId(testid.cancel));
  expect(shell.asked("discard_restore")).toEqual([]);
  await release();
  await waitFor(() => expect(shell.asked("discard_restore")).toHaveLength(1));
  expect(shown(testid.toast)).toBeNull();
});

test("a restore that fails leaves the preview and the choice", async () => {
  const { user } = await openVaultPage({ failing: { restore_backup: { kind: "diskFull" } } });
  await look(user);
  await user.click(await screen.findByTestId(testid.restoreReplace));
  await user.click(screen.getByTestId(testid.restoreDo));
  expect((await screen.findByTestId(testid.formError)).textContent).toContain("The disk is full");
  expect(screen.getByTestId<HTMLInputElement>(testid.restoreReplace).checked).toBe(true);
});

test("where all is here already, there is nothing to restore", async () => {
  const { shell, user } = await openVaultPage({ preview: preview([row("Groq", "same")]) });
  await look(user);
  expect((await screen.findByTestId(testid.restoreNote)).textContent).toContain("here already");
  await user.click(screen.getByTestId(testid.restoreDo));
  expect(shown(testid.restoreDialog)).toBeNull();
  expect(shell.asked("restore_backup")).toEqual([]);
});

test("before the first key a backup makes the vault", async () => {
  const { user } = await openWindow({
    status: FRESH,
    preview: preview([row("Groq", "new")], { vaultOpens: false }),
  });
  await user.click(screen.getByTestId(testid.firstRunRestore));
  await screen.findByTestId(testid.pathInput);
  await look(user);
  expect((await screen.findByTestId(testid.restoreNote)).textContent).toBe(
    "Keystow makes your vault from this backup.",
  );
  await user.click(screen.getByTestId(testid.restoreDo));
  expect((await screen.findByTestId(testid.restoreReport)).textContent).toBe("1 key added");
});

test("where no vault opens, the old file is said to be moved aside", async () => {
  const { user } = await openWindow({
    credentials: [valid("groq")],
    status: { ...READY, state: "vaultCorrupt", open: false, slots: [], recovery: "none" },
    preview: preview([row("Groq", "new")], { vaultOpens: false }),
  });
  await user.click(screen.getByTestId(testid.troubleRestore));
  await screen.findByTestId(testid.pathInput);
  await look(user);
  expect((await screen.findByTestId(testid.restoreNote)).textContent).toContain("moved aside");
  await user.click(screen.getByTestId(testid.restoreDo));
  await screen.findByTestId(testid.restoreDone);
  await waitFor(() => expect(shown(testid.trouble)).toBeNull());
});
