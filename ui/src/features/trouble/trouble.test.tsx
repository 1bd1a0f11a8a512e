import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { createTranslator } from "../../i18n";
import { READY, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { openWindow, shown } from "../../test/window";
import { WAY_TESTID } from "./OtherWays";
import { troubleStates } from "./states";
import { waysOut } from "./ways";

const stored = () => [valid("groq")];

test.each(troubleStates)("%s stands above the list, which stays usable", async (state) => {
  await openWindow({ credentials: stored(), status: { ...READY, state, open: false } });
  const { t } = createTranslator("en");
  const backend = READY.keyringBackend;
  const card = screen.getByTestId(testid.trouble);
  expect(card.dataset.state).toBe(state);
  expect(card.textContent).toContain(t(`trouble.state.${state}.title`, { backend }));
  expect(card.textContent).toContain(t(`trouble.state.${state}.meaning`, { backend }));
  const [first] = waysOut(state, { ...READY, state, open: false });
  const id = first === "enter" ? testid.passphraseOpen : WAY_TESTID[first];
  expect(within(card).getByTestId(id)).toBeTruthy();
  expect(screen.getByTestId(testid.credential("groq"))).toBeTruthy();
});

test.each(["vaultCorrupt", "vaultNewer", "vaultMissing"] as const)(
  "%s takes the page when the lists cannot be read, and never shows a fresh start",
  async (state) => {
    await openWindow({
      status: { ...READY, state, open: false },
      failing: { list_credentials: { kind: state } },
    });
    expect((await screen.findByTestId(testid.trouble)).dataset.state).toBe(state);
    expect(screen.getByRole("heading", { level: 1 })).toBeTruthy();
    expect(shown(testid.firstRun)).toBeNull();
  },
);

test("unlocking opens the vault and the trouble goes", async () => {
  const locked = { ...READY, state: "keyringLocked", open: false, keyringLocked: true } as const;
  const { shell, user } = await openWindow({ credentials: stored(), status: locked });
  expect(screen.getByTestId(testid.lockLine).textContent).toContain("Locked");
  shell.state.status = READY;
  await user.click(screen.getByTestId(testid.troubleAction));
  await waitFor(() => expect(shown(testid.trouble)).toBeNull());
  expect(shell.asked("open_vault")).toHaveLength(1);
  await waitFor(() => expect(screen.getByTestId(testid.lockLine).dataset.lock).toBe("working"));
});

test("trying in vain says that nothing changed", async () => {
  const locked = { ...READY, state: "keyringLocked", open: false } as const;
  const { user } = await openWindow({ credentials: stored(), status: locked });
  await user.click(screen.getByTestId(testid.troubleAction));
  expect(await screen.findAllByText("Still the same. Nothing was changed.")).toHaveLength(2);
});

test("an error nobody foresaw is no dead end either", async () => {
  await openWindow({ failing: { list_credentials: { kind: "unexpected" } } });
  expect((await screen.findByTestId(testid.trouble)).dataset.state).toBe("unexpected");
  expect(screen.getByTestId(testid.troubleAction)).toBeTruthy();
});

test("the technical lines are there to be copied", async () => {
  const { user } = await openWindow({
    credentials: stored(),
    status: { ...READY, state: "keyringTimeout", open: false },
  });
  const details = screen.getByTestId(testid.troubleDetails);
  expect(details.textContent).toContain("keyringTimeout");
  expect(details.textContent).toContain("/home/ada/.local/share/keystow");
  await user.click(screen.getByText("Details"));
  await user.click(screen.getByRole("button", { name: "Copy details" }));
  expect(await navigator.clipboard.readText()).toContain("State: keyringTimeout\n");
});
