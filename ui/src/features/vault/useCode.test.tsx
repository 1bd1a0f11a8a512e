import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import type { VaultStatusView } from "../../ipc";
import { FAKE_CODE, type FakeState, READY, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { openWindow, shown } from "../../test/window";

const CODE = FAKE_CODE.groups.join("-");

async function openTroubled(change: Partial<VaultStatusView> = {}, more: Partial<FakeState> = {}) {
  const opened = await openWindow({
    credentials: [valid("groq")],
    status: { ...READY, state: "masterMissing", open: false, ...change },
    ...more,
  });
  await opened.user.click(screen.getByTestId(testid.troubleCode));
  const field = await screen.findByTestId<HTMLInputElement>(testid.useCodeInput);
  const use = async (text: string) => {
    await opened.user.clear(field);
    await opened.user.type(field, `${text}{Enter}`);
  };
  return { ...opened, field, use };
}

const fault = async () => (await screen.findByTestId(testid.fieldError)).textContent;

test("the code opens the vault, however paper has it, and a new keyring entry is made on request", async () => {
  const { shell, user, use } = await openTroubled();
  await use(CODE.toLowerCase().replaceAll("-", " ").replaceAll("0", "o"));
  await user.click(await screen.findByTestId(testid.renewMake));
  await waitFor(() => expect(shown(testid.renewDialog)).toBeNull());
  expect(shell.asked("renew_keyring_slot")).toHaveLength(1);
  expect(shown(testid.trouble)).toBeNull();
  expect(screen.getByTestId(testid.toast).textContent).toContain("opens by itself again");
});

test("not now makes no entry", async () => {
  const { shell, user, use } = await openTroubled();
  await use(CODE);
  await user.click(await screen.findByTestId(testid.renewLater));
  expect(shown(testid.renewDialog)).toBeNull();
  expect(shell.asked("renew_keyring_slot")).toEqual([]);
});

test("an entry that cannot be made leaves the vault open and the question standing", async () => {
  const { user, use } = await openTroubled(
    {},
    { failing: { renew_keyring_slot: { kind: "keyringDenied" } } },
  );
  await use(CODE);
  await user.click(await screen.findByTestId(testid.renewMake));
  expect((await screen.findByTestId(testid.formError)).textContent).toContain("refused access");
  expect(shown(testid.renewMake)).toBeTruthy();
  expect(shown(testid.trouble)).toBeNull();
});

test("without a keyring a passphrase is offered in its place", async () => {
  const { user, use } = await openTroubled({
    state: "keyringUnavailable",
    keyringBackend: null,
    keyringLocked: null,
  });
  await use(CODE);
  expect((await screen.findByTestId(testid.renewDialog)).textContent).toContain(
    "No keyring answers here",
  );
  await user.click(screen.getByTestId(testid.renewPassphrase));
  expect(await screen.findByTestId(testid.passphraseNew)).toBeTruthy();
});

test("nothing at all, a typo and another vault's code are told apart, and stay to be mended", async () => {
  const { field, use } = await openTroubled();
  await use(" ");
  expect(await fault()).toBe("Type the recovery code first.");
  const typo = CODE.replace(/E$/, "F");
  await use(typo);
  await waitFor(async () => expect(await fault()).toContain("There is a typo in it"));
  expect(field.value).toBe(typo);
  await use(`0000${CODE.slice(4)}`);
  await waitFor(async () => expect(await fault()).toContain("belongs to another vault"));
  await use(CODE.slice(5));
  await waitFor(async () => expect(await fault()).toContain("28 characters"));
});

test("a character that no code has is named by its place and marked", async () => {
  const { field, use } = await openTroubled();
  await use("FAKE-CUDE-FAKE-0000-1111-2222-FAKE");
  expect(await fault()).toContain("at position 7");
  await waitFor(() => expect(field.selectionStart).toBe(6));
  expect(field.selectionEnd).toBe(7);
  expect(document.activeElement).toBe(field);
});

test("a fault that is not the code's is said below it, and nothing typed is lost", async () => {
  const { field, use } = await openTroubled(
    {},
    { failing: { use_recovery_code: { kind: "noRecoverySlot" } } },
  );
  await use(CODE);
  const notice = await screen.findByTestId(testid.formError);
  expect(notice.textContent).toContain("This vault has no recovery code.");
  expect(notice.textContent).toContain("What you typed is still here.");
  expect(field.value).toBe(CODE);
});

test("the code is gone with the dialog", async () => {
  const { client, field, user } = await openTroubled();
  await user.type(field, CODE);
  await user.keyboard("{Escape}");
  await waitFor(() => expect(shown(testid.useCodeDialog)).toBeNull());
  expect(field.value).toBe("");
  expect(JSON.stringify(client.getQueryCache().getAll())).not.toContain("C0DE");
});
