import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { FRESH, READY, slot, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { holdBack, openWindow, shown } from "../../test/window";

const stored = () => [valid("groq")];
const text = (id: string) => screen.getByTestId(id).textContent;

test("each way in says how it stands", async () => {
  const { user } = await openWindow({
    credentials: stored(),
    slots: [slot("keyring"), slot("recovery", { confirmedAt: null })],
  });
  await user.click(screen.getByTestId(testid.navVault));
  await screen.findByTestId(testid.slotRow("keyring"));
  expect(text(testid.slotRow("keyring"))).toContain("GNOME Keyring");
  expect(text(testid.slotRow("keyring"))).toContain("Last verified 4 minutes ago.");
  expect(text(testid.slotRow("recovery"))).toContain("never typed back");
  expect(text(testid.slotRow("passphrase"))).toContain("None.");
});

test("a keyring that does not open the vault is not called a way in", async () => {
  const { user } = await openWindow({
    credentials: stored(),
    status: { ...READY, state: "masterMissing", open: false },
  });
  await user.click(screen.getByTestId(testid.navVault));
  await screen.findByTestId(testid.slotRow("keyring"));
  expect(text(testid.slotRow("keyring"))).toContain("Does not open the vault at the moment.");
  expect(shown(testid.trouble)).toBeTruthy();
  expect(shown(testid.lockNow)).toBeNull();
});

test("locking closes the vault, opening opens it", async () => {
  const { shell, user } = await openWindow({ credentials: stored() });
  await user.click(screen.getByTestId(testid.navVault));
  const release = holdBack(shell, "lock_vault");
  await user.dblClick(await screen.findByTestId(testid.lockNow));
  await release();
  await waitFor(() => expect(text(testid.lockRow)).toContain("The vault is closed"));
  expect(shell.asked("lock_vault")).toHaveLength(1);
  expect(text(testid.toast)).toContain("Vault locked");
  shell.state.status = READY;
  await user.click(screen.getByTestId(testid.lockNow));
  await waitFor(() => expect(text(testid.lockRow)).toContain("The vault is open"));
});

test("a lock that fails is said below", async () => {
  const { user } = await openWindow({
    credentials: stored(),
    failing: { lock_vault: { kind: "unexpected" } },
  });
  await user.click(screen.getByTestId(testid.navVault));
  await user.click(await screen.findByTestId(testid.lockNow));
  expect((await screen.findByTestId(testid.formError)).textContent).toContain("did not expect");
});

test("the idle minutes are chosen, and go back where saving fails", async () => {
  const { shell, user } = await openWindow({ credentials: stored() });
  await user.click(screen.getByTestId(testid.navVault));
  await user.click(await screen.findByTestId(testid.idleOption(15)));
  await waitFor(() => expect(shell.state.settings.idleMinutes).toBe(15));
  await user.click(screen.getByRole("radio", { name: "Never" }));
  await waitFor(() => expect(shell.state.settings.idleMinutes).toBe(0));
  shell.state.failing = { update_settings: { kind: "diskFull" } };
  await user.click(screen.getByTestId(testid.idleOption(1)));
  await screen.findByTestId(testid.formError);
  expect(screen.getByTestId(testid.idleOption(0)).getAttribute("aria-checked")).toBe("true");
});

test("before the first key there is nothing to lock, and a backup to restore", async () => {
  const { user } = await openWindow({ status: FRESH });
  await user.click(screen.getByTestId(testid.navVault));
  await screen.findByTestId(testid.restoreBegin);
  expect(screen.getByRole("main").textContent).toContain("There is no vault yet.");
  for (const id of [testid.lockNow, testid.backupNow, testid.rotateData]) {
    expect(shown(id)).toBeNull();
  }
});

test("buttons of few words are read out with their row", async () => {
  const { user } = await openWindow({ credentials: stored() });
  await user.click(screen.getByTestId(testid.navVault));
  expect(await screen.findByRole("button", { name: "New code… Recovery code" })).toBeTruthy();
  expect(screen.getByRole("button", { name: "Change… Data key" })).toBeTruthy();
});
