import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { SlotKind, VaultStatusView } from "../../ipc";
import { FRESH, FRESH_WITHOUT_KEYRING, READY, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { openWindow, shown } from "../../test/window";
import { type TroubleState, troubleStates } from "./states";
import { todoOf, waysOut } from "./ways";

const stored = () => [valid("groq")];
const statusOf = (state: TroubleState, ...slots: SlotKind[]): VaultStatusView => ({
  ...READY,
  state,
  open: false,
  slots,
});

test.each([
  ["masterMissing", ["keyring", "recovery"], "code restore try startNew"],
  ["masterMissing", ["keyring", "recovery", "passphrase"], "code passphrase restore try startNew"],
  ["masterWrong", ["keyring", "passphrase"], "passphrase restore try startNew"],
  ["masterCorrupt", ["keyring"], "restore try startNew"],
  ["slotCorrupt", ["keyring", "recovery"], "code restore try startNew"],
  ["keyringLocked", ["keyring", "recovery", "passphrase"], "try passphrase code"],
  ["keyringUnavailable", ["keyring", "recovery"], "try code"],
  ["keyringUnavailable", ["keyring", "recovery", "passphrase"], "enter try code"],
  ["passphraseNeeded", ["passphrase", "recovery"], "enter code startNew"],
  ["vaultMissing", [], "restore try startNew"],
  ["vaultCorrupt", [], "restore try startNew"],
  ["vaultNewer", ["keyring"], "try"],
] as const)("out of %s with %j lead: %s", (state, slots, ways) => {
  expect(waysOut(state, statusOf(state, ...slots)).join(" ")).toBe(ways);
});

test("no state is a dead end, and only lost vaults may be begun anew", () => {
  const mayBegin = troubleStates.filter((state) =>
    waysOut(state, statusOf(state, "keyring")).includes("startNew"),
  );
  expect(mayBegin).toEqual([
    "masterMissing",
    "masterWrong",
    "masterCorrupt",
    "slotCorrupt",
    "vaultMissing",
    "vaultCorrupt",
    "passphraseNeeded",
  ]);
});

test("before the first key the keyring's troubles leave the choice of a passphrase", () => {
  expect(waysOut("keyringUnavailable", FRESH_WITHOUT_KEYRING)).toEqual(["try", "initPassphrase"]);
  expect(waysOut("keyringDenied", FRESH)).toEqual(["try", "initPassphrase"]);
});

test("what to do is said for the way that comes first", () => {
  expect(todoOf("masterMissing", ["code"])).toBe("code");
  expect(todoOf("masterMissing", ["restore"])).toBe("keyring");
  expect(todoOf("slotCorrupt", ["restore"])).toBe("slot");
  expect(todoOf("keyringUnavailable", ["enter"])).toBe("meanwhile");
  expect(todoOf("vaultBusy", ["try"])).toBeNull();
});

test("a missing master secret names the code as the way, the others below it", async () => {
  await openWindow({
    credentials: stored(),
    status: statusOf("masterMissing", "keyring", "recovery"),
  });
  const card = screen.getByTestId(testid.trouble);
  expect(card.textContent).toContain("The recovery code you wrote down opens them");
  const others = within(card).getByRole("list", { name: "Other ways" });
  expect(
    within(others)
      .getAllByRole("button")
      .map((each) => each.textContent),
  ).toEqual(["Restore a backup…", "Try again", "Start a new vault…"]);
});

test("trying again is there beside another first way, and says when it was in vain", async () => {
  const { shell, user } = await openWindow({
    credentials: stored(),
    status: statusOf("masterMissing", "keyring", "recovery"),
  });
  await user.click(screen.getByTestId(testid.troubleAction));
  expect(await screen.findAllByText("Still the same. Nothing was changed.")).toHaveLength(2);
  shell.state.status = READY;
  await user.click(screen.getByTestId(testid.troubleAction));
  await waitFor(() => expect(shown(testid.trouble)).toBeNull());
});

test("a fresh start says that nothing is deleted, and where the old file lies", async () => {
  const { shell, user } = await openWindow({
    credentials: stored(),
    status: statusOf("vaultCorrupt"),
  });
  await user.click(screen.getByTestId(testid.troubleStartNew));
  expect((await screen.findByRole("alertdialog")).textContent).toContain("not deleted");
  expect(shell.asked("start_new_vault")).toEqual([]);
  await user.click(screen.getByTestId(testid.startNewConfirm));
  expect((await screen.findByTestId(testid.startNewPath)).textContent).toContain(
    "/home/ada/.local/share/keystow/vault-set-aside",
  );
  await user.click(screen.getByTestId(testid.startNewGo));
  expect(await screen.findByTestId(testid.firstRun)).toBeTruthy();
  expect(shown(testid.trouble)).toBeNull();
});

test("a vault that opens after all is not moved", async () => {
  const { user } = await openWindow({
    credentials: stored(),
    status: statusOf("masterMissing", "keyring"),
    failing: { start_new_vault: { kind: "vaultOpens" } },
  });
  await user.click(screen.getByTestId(testid.troubleStartNew));
  await user.click(await screen.findByTestId(testid.startNewConfirm));
  expect((await screen.findByTestId(testid.formError)).textContent).toContain("Nothing was moved.");
  await user.click(screen.getByTestId(testid.cancel));
  expect(screen.getByTestId(testid.trouble).dataset.state).toBe("masterMissing");
});

test("a closer look is one click from the details, and leads back", async () => {
  const { user } = await openWindow({
    credentials: stored(),
    status: statusOf("masterMissing", "keyring"),
  });
  await user.click(screen.getByText("Details"));
  await user.click(screen.getByTestId(testid.troubleCheck));
  await screen.findByTestId(testid.doctor);
  await user.keyboard("{Escape}");
  expect(shown(testid.trouble)).toBeTruthy();
});
