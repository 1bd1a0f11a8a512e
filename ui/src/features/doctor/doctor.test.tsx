import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import {
  diagnosisWith,
  type FakeState,
  FRESH_WITHOUT_KEYRING,
  healthy,
  SETTINGS,
  slot,
  valid,
} from "../../ipc/fake";
import { testid } from "../../test/testids";
import { holdBack, openWindow, shown } from "../../test/window";

async function openDoctor(state: Partial<FakeState> = {}, language: "en" | "de" = "en") {
  const settings = { ...SETTINGS, language };
  const opened = await openWindow({ credentials: [valid("groq")], settings, ...state }, language);
  await opened.user.click(screen.getByTestId(testid.navVault));
  await opened.user.click(await screen.findByTestId(testid.vaultCheck));
  await screen.findByTestId(testid.doctor);
  return opened;
}

const TROUBLED = diagnosisWith(
  [
    { id: "keyring", problem: "keyringUnavailable", step: "startGnome", value: null },
    { id: "vault", problem: "masterMissing", step: "useRecoveryCode", value: null },
    { id: "recovery", problem: "recoveryUnconfirmed", step: "confirmRecoveryCode", value: null },
  ],
  { state: "masterMissing", slots: [slot("keyring", { lastVerifiedAt: null })] },
);
const finding = (id: string) => screen.findByTestId(testid.finding(id));

test("a healthy computer is said to be in order, line by line", async () => {
  await openDoctor();
  expect((await finding("keyring")).textContent).toContain("GNOME Keyring");
  for (const { id } of healthy.findings) {
    expect((await finding(id)).textContent).toContain("in order");
  }
  expect(screen.getByTestId(testid.doctor).dataset.troubles).toBe("0");
  expect(screen.getByText("Everything is in order", { selector: "p" })).toBeTruthy();
  expect(screen.getByTestId("announce-polite").textContent).toBe("Everything is in order");
  expect(screen.getByTestId(testid.doctorSlots).textContent).toContain("confirmed 2 days ago");
});

test("each trouble says what was found and the exact next step", async () => {
  await openDoctor({ diagnosis: TROUBLED });
  const keyring = await finding("keyring");
  expect(keyring.dataset.problem).toBe("keyringUnavailable");
  expect(keyring.textContent).toContain("No keyring answers.");
  expect(
    within(keyring).getByText("systemctl --user start gnome-keyring-daemon.socket").tagName,
  ).toBe("CODE");
  expect((await finding("vault")).textContent).toContain("broken");
  expect(screen.getByText("3 things need attention", { selector: "p" })).toBeTruthy();
});

test("a vault that only its keyring keeps closed says both", async () => {
  await openDoctor({
    diagnosis: diagnosisWith([
      { id: "vault", problem: "keyringLocked", step: "unlockGnome", value: "/home/ada/vault.db" },
    ]),
  });
  expect((await finding("vault")).textContent).toContain(
    "The vault is closed. The keyring is locked.",
  );
});

test("before the first key a passphrase makes the vault rather than changing one", async () => {
  const { user } = await openDoctor({
    status: FRESH_WITHOUT_KEYRING,
    diagnosis: diagnosisWith(
      [{ id: "keyring", problem: "keyringUnavailable", step: "setPassphrase", value: null }],
      { state: "uninitialised", slots: [] },
    ),
  });
  expect((await finding("vault")).textContent).toContain("it comes with the first key");
  await user.click(await screen.findByTestId(testid.findingDo("keyring")));
  expect((await screen.findByTestId(testid.passphraseDialog)).textContent).toContain(
    "Make the vault",
  );
});

test("what the window can do itself is one click away", async () => {
  const { user } = await openDoctor({ diagnosis: TROUBLED });
  await user.click(await screen.findByTestId(testid.findingDo("vault")));
  expect(await screen.findByTestId(testid.useCodeInput)).toBeTruthy();
  await user.click(screen.getByTestId(testid.cancel));
  await user.click(screen.getByTestId(testid.findingDo("recovery")));
  expect(await screen.findByTestId(testid.recoveryDialog)).toBeTruthy();
});

test("the report has the codes and no words of a language, and nothing secret", async () => {
  const { user } = await openDoctor({ diagnosis: TROUBLED }, "de");
  await user.click(await screen.findByTestId(testid.doctorCopy));
  await waitFor(async () => expect(await navigator.clipboard.readText()).toContain("state:"));
  const lines = (await navigator.clipboard.readText()).split("\n");
  expect(lines).toContain("state: masterMissing");
  expect(lines).toContain("keyring: keyringUnavailable -> startGnome");
  expect(lines).toContain("deadline: ok (14 ms)");
  expect(lines.at(-1)).toMatch(/^slot keyring: created .*, verified never$/);
});

test("looking takes its time, once at a time, and is done again on request", async () => {
  const { shell, user } = await openDoctor({ hanging: new Set(["diagnose"]) });
  expect(screen.getByTestId(testid.doctor).getAttribute("aria-busy")).toBe("true");
  await user.click(screen.getByTestId(testid.doctorAgain));
  expect(shell.asked("diagnose")).toHaveLength(1);
  await user.click(screen.getByTestId(testid.back));
  expect(await screen.findByTestId(testid.vaultPage)).toBeTruthy();
});

test("a second look shows what is true by then", async () => {
  const { shell, user } = await openDoctor({ diagnosis: TROUBLED });
  await finding("vault");
  shell.state.diagnosis = healthy;
  const release = holdBack(shell, "diagnose");
  await user.click(screen.getByTestId(testid.doctorAgain));
  expect(screen.getByText("Looking at keyring, vault and files…")).toBeTruthy();
  await release();
  await waitFor(() => expect(screen.getByTestId(testid.doctor).dataset.troubles).toBe("0"));
});

test("a look that fails says so and can be repeated", async () => {
  const { shell, user } = await openDoctor({ failing: { diagnose: { kind: "unexpected" } } });
  await screen.findByTestId(testid.formError);
  expect(shown(testid.doctorCopy)).toBeNull();
  shell.state.failing = {};
  await user.click(screen.getByTestId(testid.doctorAgain));
  await finding("keyring");
  expect(shown(testid.formError)).toBeNull();
});

test("it is also reached from the preferences, and leads back there", async () => {
  const { user } = await openWindow({ credentials: [valid("groq")] });
  await user.click(screen.getByTestId(testid.navPreferences));
  await user.click(await screen.findByTestId(testid.prefCheck));
  await finding("keyring");
  await user.click(screen.getByTestId(testid.back));
  expect(await screen.findByTestId(testid.prefLanguage)).toBeTruthy();
});
