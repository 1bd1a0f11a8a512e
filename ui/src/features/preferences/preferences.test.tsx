import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { openWindow } from "../../test/window";

async function openPreferences() {
  const opened = await openWindow({ credentials: [valid("groq")] });
  await opened.user.click(screen.getByTestId(testid.navPreferences));
  await screen.findByTestId(testid.prefLanguage);
  return opened;
}

test("the language changes at once, everywhere, and is saved", async () => {
  const { shell, user } = await openPreferences();
  await user.click(screen.getByTestId(testid.prefLanguageOption("de")));
  expect(await screen.findByRole("heading", { name: "Einstellungen" })).toBeTruthy();
  expect(screen.getByTestId(testid.navKeys).textContent).toContain("Schlüssel");
  expect(document.documentElement.lang).toBe("de");
  expect(shell.state.settings.language).toBe("de");
});

test("the theme is put on the root element, and taken off for the system's", async () => {
  const { shell, user } = await openPreferences();
  await user.click(screen.getByTestId(testid.prefThemeOption("dark")));
  await waitFor(() => expect(document.documentElement.dataset.theme).toBe("dark"));
  await waitFor(() => expect(shell.state.settings.theme).toBe("dark"));
  await user.click(screen.getByTestId(testid.prefThemeOption("system")));
  await waitFor(() => expect(document.documentElement.dataset.theme).toBeUndefined());
});

test("the clipboard's seconds are one of five", async () => {
  const { shell, user } = await openPreferences();
  await user.click(screen.getByRole("radio", { name: "60 seconds" }));
  await waitFor(() => expect(shell.state.settings.clipboardSeconds).toBe(60));
});

test("a preference that cannot be saved goes back and says why", async () => {
  const { shell, user } = await openPreferences();
  shell.state.failing = { update_settings: { kind: "diskFull" } };
  await user.click(screen.getByTestId(testid.prefClipboardOption(90)));
  expect((await screen.findByTestId(testid.formError)).textContent).toContain("The disk is full");
  expect(screen.getByTestId(testid.prefClipboardOption(30)).getAttribute("aria-checked")).toBe(
    "true",
  );
});

test("the data folder is shown", async () => {
  await openPreferences();
  expect(screen.getByTestId(testid.dataDir).textContent).toBe("/home/ada/.local/share/keystow");
});
