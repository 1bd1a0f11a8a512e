import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { VaultStatusView } from "../../ipc";
import {
  FAKE_GROQ_KEY,
  FAKE_PASSPHRASE,
  type FakeState,
  FRESH_WITHOUT_KEYRING,
  READY,
  valid,
} from "../../ipc/fake";
import { testid } from "../../test/testids";
import { holdBack, openWindow, pasteKey, shown, startAdding } from "../../test/window";

type User = Awaited<ReturnType<typeof openWindow>>["user"];

const CLOSED: VaultStatusView = {
  ...READY,
  state: "passphraseNeeded",
  open: false,
  keyringBackend: null,
  keyringLocked: null,
  slots: ["passphrase"],
  recovery: "none",
};
const stored = () => [valid("groq")];
const field = (id: string) => screen.getByTestId<HTMLInputElement>(id);

async function openVaultPage(state: Partial<FakeState> = {}) {
  const opened = await openWindow({ credentials: stored(), ...state });
  await opened.user.click(screen.getByTestId(testid.navVault));
  await screen.findByTestId(testid.slotRow("passphrase"));
  return opened;
}

async function typeTwice(user: User, first: string, second = first) {
  await user.clear(field(testid.passphraseNew));
  await user.type(field(testid.passphraseNew), first);
  await user.clear(field(testid.passphraseAgain));
  await user.type(field(testid.passphraseAgain), second);
  await user.click(screen.getByTestId(testid.passphraseSave));
}

test("a passphrase is set, shown among the ways in, and nowhere kept", async () => {
  const { client, user } = await openVaultPage();
  await user.click(screen.getByTestId(testid.slotAction("passphrase")));
  await waitFor(() => expect(document.activeElement).toBe(field(testid.passphraseNew)));
  expect(field(testid.passphraseNew).type).toBe("password");
  await typeTwice(user, FAKE_PASSPHRASE);
  await waitFor(() => expect(shown(testid.passphraseDialog)).toBeNull());
  await waitFor(() =>
    expect(screen.getByTestId(testid.slotRow("passphrase")).textContent).toContain("Set just now"),
  );
  expect(JSON.stringify(client.getQueryCache().getAll())).not.toContain(FAKE_PASSPHRASE);
});

test("two that differ, one too short: said at the field, and kept", async () => {
  const { shell, user } = await openVaultPage();
  await user.click(screen.getByTestId(testid.slotAction("passphrase")));
  await typeTwice(user, FAKE_PASSPHRASE, "fake house fake battery");
  expect(screen.getByTestId(testid.fieldError).textContent).toBe("The two are not the same.");
  expect(shell.asked("set_passphrase")).toEqual([]);
  expect(field(testid.passphraseNew).value).toBe(FAKE_PASSPHRASE);
  await typeTwice(user, "short");
  expect((await screen.findByTestId(testid.fieldError)).textContent).toContain("Too short");
  expect(field(testid.passphraseNew).value).toBe("short");
  expect(document.activeElement).toBe(field(testid.passphraseNew));
});

test("a failure leaves both fields as they are", async () => {
  const { user } = await openVaultPage({ failing: { set_passphrase: { kind: "diskFull" } } });
  await user.click(screen.getByTestId(testid.slotAction("passphrase")));
  await typeTwice(user, FAKE_PASSPHRASE);
  const notice = await screen.findByTestId(testid.formError);
  expect(notice.textContent).toContain("What you typed is still here.");
  expect(field(testid.passphraseAgain).value).toBe(FAKE_PASSPHRASE);
});

test("a double click sets it once; closed meanwhile, it is told in passing", async () => {
  const { shell, user } = await openVaultPage();
  const release = holdBack(shell, "set_passphrase");
  await user.click(screen.getByTestId(testid.slotAction("passphrase")));
  await typeTwice(user, FAKE_PASSPHRASE);
  await user.click(screen.getByTestId(testid.passphraseSave));
  const typed = field(testid.passphraseNew);
  await user.click(screen.getByTestId(testid.cancel));
  expect(typed.value).toBe("");
  await release();
  expect(shell.asked("set_passphrase")).toHaveLength(1);
  expect(screen.getByTestId(testid.toast).textContent).toContain("Passphrase set");
});

test("the last way in is not taken away", async () => {
  const { user } = await openVaultPage({
    status: { ...READY, slots: ["keyring", "passphrase"] },
    failing: { remove_passphrase: { kind: "lastSlot" } },
  });
  await user.click(screen.getByTestId(testid.passphraseRemoveBegin));
  await user.click(await screen.findByTestId(testid.passphraseRemove));
  expect((await screen.findByTestId(testid.formError)).textContent).toContain(
    "Nothing else would open the vault then.",
  );
});

test("a passphrase is removed after asking", async () => {
  const { user } = await openVaultPage({ status: { ...READY, slots: ["keyring", "passphrase"] } });
  await user.click(screen.getByTestId(testid.passphraseRemoveBegin));
  await user.click(await screen.findByTestId(testid.passphraseRemove));
  await waitFor(() => expect(shown(testid.passphraseRemoveBegin)).toBeNull());
  expect(screen.getByTestId(testid.slotRow("passphrase")).textContent).toContain("None.");
});

test("without a keyring the owner may choose a passphrase before the first key", async () => {
  const { shell, user } = await openWindow({ status: FRESH_WITHOUT_KEYRING });
  await user.click(screen.getByTestId(testid.troubleInitPassphrase));
  expect(screen.getByTestId(testid.passphraseDialog).textContent).toContain("at each start");
  await typeTwice(user, FAKE_PASSPHRASE);
  await waitFor(() => expect(shown(testid.trouble)).toBeNull());
  expect(shell.asked("init_with_passphrase")).toEqual([{ passphrase: FAKE_PASSPHRASE }]);
  expect(screen.getByTestId(testid.firstRun).textContent).toContain("Your passphrase seals them.");
  expect(screen.getByTestId(testid.lockLine).textContent).toBe("PassphraseVault open");
});

test("a key typed before that choice is still there after it", async () => {
  const { shell, user } = await openWindow({
    status: FRESH_WITHOUT_KEYRING,
    failing: { create_credential: { kind: "keyringUnavailable" } },
  });
  const key = await startAdding(user, "groq");
  await pasteKey(user, FAKE_GROQ_KEY);
  await user.click(screen.getByTestId(testid.saveKey));
  const notice = await screen.findByTestId(testid.formError);
  shell.state.failing = {};
  await user.click(within(notice).getByTestId(testid.troubleInitPassphrase));
  await typeTwice(user, FAKE_PASSPHRASE);
  await waitFor(() => expect(shown(testid.formError)).toBeNull());
  expect(key.value).toBe(FAKE_GROQ_KEY);
  await user.click(screen.getByTestId(testid.saveKey));
  expect(await screen.findByTestId(testid.recoveryOffer)).toBeTruthy();
});

test("at the start the passphrase is asked for in place; a wrong one stays to be mended", async () => {
  const { shell, user } = await openWindow({ credentials: stored(), status: CLOSED });
  expect(screen.getByTestId(testid.lockLine).textContent).toBe("PassphraseVault closed");
  await user.type(field(testid.passphraseInput), "another one{Enter}");
  expect((await screen.findByTestId(testid.fieldError)).textContent).toContain(
    "not the passphrase",
  );
  expect(field(testid.passphraseInput).value).toBe("another one");
  expect(document.activeElement).toBe(field(testid.passphraseInput));
  await user.clear(field(testid.passphraseInput));
  expect(shown(testid.fieldError)).toBeNull();
  await user.type(field(testid.passphraseInput), FAKE_PASSPHRASE);
  const release = holdBack(shell, "open_with_passphrase");
  await user.dblClick(screen.getByTestId(testid.passphraseOpen));
  await release();
  await waitFor(() => expect(shown(testid.trouble)).toBeNull());
  expect(shell.asked("open_with_passphrase")).toHaveLength(2);
  expect(shown(testid.renewDialog)).toBeNull();
});

test("where the keyring is back, opening by passphrase asks about a new entry", async () => {
  const { user } = await openWindow({
    credentials: stored(),
    status: {
      ...READY,
      state: "masterMissing",
      open: false,
      slots: ["keyring", "passphrase"],
      recovery: "none",
    },
  });
  await user.click(screen.getByTestId(testid.troublePassphrase));
  await user.type(await screen.findByTestId(testid.passphraseInput), `${FAKE_PASSPHRASE}{Enter}`);
  expect(await screen.findByTestId(testid.renewMake)).toBeTruthy();
  expect(shown(testid.trouble)).toBeNull();
});

test("a vault that closed meanwhile is opened from within a dialog, which stays", async () => {
  const { shell, user } = await openVaultPage({
    status: { ...READY, slots: ["passphrase"], recovery: "none" },
    failing: { create_recovery_code: { kind: "passphraseNeeded" } },
  });
  await user.click(screen.getByTestId(testid.slotAction("recovery")));
  await user.click(await screen.findByTestId(testid.recoveryBegin));
  const notice = await screen.findByTestId(testid.formError);
  shell.state.failing = {};
  await user.type(within(notice).getByTestId(testid.passphraseInput), `${FAKE_PASSPHRASE}{Enter}`);
  await waitFor(() => expect(shown(testid.formError)).toBeNull());
  await user.click(screen.getByTestId(testid.recoveryBegin));
  expect(await screen.findByTestId(testid.recoveryCode)).toBeTruthy();
});
