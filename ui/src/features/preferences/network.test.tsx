import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { SettingsView } from "../../ipc";
import { SETTINGS, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { holdBack, openWindow, shown, wait } from "../../test/window";

async function openPreferences(settings: Partial<SettingsView> = {}) {
  const opened = await openWindow({
    credentials: [valid("groq")],
    settings: { ...SETTINGS, ...settings },
  });
  await opened.user.click(screen.getByTestId(testid.navPreferences));
  await screen.findByTestId(testid.prefProxy);
  return opened;
}

const checked = (id: string) => screen.getByTestId(id).getAttribute("aria-checked");
const field = (id: string) => screen.getByTestId<HTMLInputElement>(id);

test("keys are checked by themselves never, every six hours, daily or weekly", async () => {
  const { shell, user } = await openPreferences();
  expect(checked(testid.prefCheckHoursOption(24))).toBe("true");
  await user.click(screen.getByRole("radio", { name: "Every 6 hours" }));
  await waitFor(() => expect(shell.state.settings.checkHours).toBe(6));
  await user.click(screen.getByTestId(testid.prefCheckHoursOption(0)));
  await waitFor(() => expect(shell.state.settings.checkHours).toBe(0));
});

test("hours set elsewhere stand beside the usual ones", async () => {
  await openPreferences({ checkHours: 48 });
  expect(checked(testid.prefCheckHoursOption(48))).toBe("true");
  expect(screen.getByRole("radio", { name: "Every 48 hours" }).textContent).toBe("48 h");
});

test("the notification is switched off and on", async () => {
  const { shell, user } = await openPreferences();
  await user.click(screen.getByRole("switch", { name: "Tell me when a key stops working" }));
  await waitFor(() => expect(shell.state.settings.notify).toBe(false));
  expect(checked(testid.prefNotify)).toBe("false");
});

test("an own proxy is stored together with its address, not before", async () => {
  const { shell, user } = await openPreferences();
  expect(shown(testid.prefProxyUrl)).toBeNull();
  await user.click(screen.getByTestId(testid.prefProxyOption("own")));
  expect(shell.asked("update_settings")).toHaveLength(0);
  await user.type(screen.getByTestId(testid.prefProxyUrl), "http://proxy.example:3128{Enter}");
  await waitFor(() => expect(shell.state.settings.proxy).toBe("own"));
  expect(shell.state.settings.proxyUrl).toBe("http://proxy.example:3128");
  await user.tab();
  expect(shell.asked("update_settings")).toHaveLength(1);
});

test("no proxy, and back to the own one whose address is known", async () => {
  const { shell, user } = await openPreferences({ proxy: "own", proxyUrl: "http://p.example:1" });
  await user.click(screen.getByTestId(testid.prefProxyOption("none")));
  await waitFor(() => expect(shell.state.settings.proxy).toBe("none"));
  await user.click(screen.getByTestId(testid.prefProxyOption("own")));
  await waitFor(() => expect(shell.state.settings.proxy).toBe("own"));
  expect(field(testid.prefProxyUrl).value).toBe("http://p.example:1");
});

test("an address that is refused stays as typed, with the reason at the field", async () => {
  const { shell, user } = await openPreferences();
  await user.click(screen.getByTestId(testid.prefProxyOption("own")));
  await user.type(field(testid.prefProxyUrl), "http://me:secret@p.example");
  await user.tab();
  expect((await screen.findByTestId(testid.fieldError)).textContent).toContain(
    "Leave out the name and password",
  );
  expect(field(testid.prefProxyUrl).value).toBe("http://me:secret@p.example");
  expect(field(testid.prefProxyUrl).getAttribute("aria-invalid")).toBe("true");
  expect(shown(testid.formError)).toBeNull();
  expect(shell.state.settings.proxy).toBe("system");
});

test("a file of certificates is chosen by itself, again with Enter, and cleared", async () => {
  const { shell, user } = await openPreferences();
  const typed = field(testid.prefCaFile);
  await user.type(typed, "company.pem{Enter}");
  expect((await screen.findByTestId(testid.fieldError)).textContent).toContain(
    "company.pem cannot be read as a file of certificates (PEM). The whole path is needed",
  );
  await user.clear(typed);
  expect(shown(testid.fieldError)).toBeNull();
  await user.type(typed, "/etc/company.pem{Enter}");
  await waitFor(() => expect(shell.state.settings.caFile).toBe("/etc/company.pem"));
  await user.type(typed, "{Enter}");
  await user.tab();
  expect(shell.asked("choose_ca_file").slice(1)).toEqual([
    { path: "/etc/company.pem" },
    { path: "/etc/company.pem" },
  ]);
  await user.clear(typed);
  await user.type(typed, "{Enter}");
  await waitFor(() => expect(shell.state.settings.caFile).toBe(""));
  expect(shell.asked("update_settings")).toHaveLength(0);
});

test("a refusal does not push a button away that is being pressed", async () => {
  const { user } = await openPreferences();
  await user.type(field(testid.prefCaFile), "company.pem");
  const below = screen.getByTestId(testid.prefCheck);
  await user.pointer({ keys: "[MouseLeft>]", target: below });
  await wait(20);
  expect(shown(testid.fieldError)).toBeNull();
  await user.pointer({ keys: "[/MouseLeft]", target: screen.getByTestId(testid.dataDir) });
  expect(await screen.findByTestId(testid.fieldError)).toBeTruthy();
});

test("a vault that cannot open is told in the group, and opening it saves the file", async () => {
  const { shell, user } = await openPreferences();
  shell.state.failing = { choose_ca_file: { kind: "keyringLocked" } };
  await user.type(field(testid.prefCaFile), "/etc/company.pem{Enter}");
  const notice = await screen.findByTestId(testid.formError);
  expect(screen.getByRole("region", { name: "Network" }).contains(notice)).toBe(true);
  expect(shown(testid.fieldError)).toBeNull();
  shell.state.failing = {};
  await user.click(within(notice).getByRole("button"));
  await waitFor(() => expect(shell.state.settings.caFile).toBe("/etc/company.pem"));
  await waitFor(() => expect(shown(testid.formError)).toBeNull());
});

test("another window that takes the focus saves nothing", async () => {
  const { shell, user } = await openPreferences();
  const typed = field(testid.prefCaFile);
  await user.type(typed, "/etc/comp");
  fireEvent.blur(typed);
  expect(document.activeElement).toBe(typed);
  expect(shell.asked("choose_ca_file")).toHaveLength(0);
  await user.tab();
  await waitFor(() => expect(shell.asked("choose_ca_file")).toHaveLength(1));
});

test("Esc puts a typed text back before it leaves the page", async () => {
  const { shell, user } = await openPreferences({ caFile: "/etc/old.pem" });
  const typed = field(testid.prefCaFile);
  await user.type(typed, "x{Escape}");
  expect(typed.value).toBe("/etc/old.pem");
  expect(shown(testid.prefCaFile)).toBeTruthy();
  await user.keyboard("{Escape}");
  expect(shown(testid.prefCaFile)).toBeNull();
  expect(shell.asked("choose_ca_file")).toHaveLength(0);
});

test("a refusal that comes after the page was left is told", async () => {
  const { shell, user } = await openPreferences();
  const release = holdBack(shell, "choose_ca_file");
  await user.type(field(testid.prefCaFile), "company.pem");
  await user.click(screen.getByTestId(testid.navKeys));
  await release();
  await waitFor(() =>
    expect(screen.getByTestId(testid.toast).textContent).toBe("“Extra certificates” was not saved"),
  );
});

test("the last click wins over an address that is still being saved", async () => {
  const { shell, user } = await openPreferences();
  await user.click(screen.getByTestId(testid.prefProxyOption("own")));
  const release = holdBack(shell, "update_settings");
  await user.type(field(testid.prefProxyUrl), "proxy.example:3128");
  await user.click(screen.getByTestId(testid.prefProxyOption("system")));
  expect(checked(testid.prefProxyOption("system"))).toBe("true");
  await release();
  await waitFor(() => expect(shell.asked("update_settings")).toHaveLength(2));
  expect(shell.state.settings).toMatchObject({
    proxy: "system",
    proxyUrl: "http://proxy.example:3128",
  });
  expect(checked(testid.prefProxyOption("system"))).toBe("true");
});

test("an own proxy without an address says what it waits for", async () => {
  const { shell, user } = await openPreferences();
  await user.click(screen.getByTestId(testid.prefProxyOption("own")));
  const typed = field(testid.prefProxyUrl);
  const hint = document.getElementById(typed.getAttribute("aria-describedby") ?? "");
  expect(hint?.textContent).toContain("once its address is saved");
  await user.type(typed, "{Enter}");
  expect((await screen.findByTestId(testid.fieldError)).textContent).toBe("Type an address.");
  expect(shell.asked("update_settings")).toHaveLength(0);
});

test("what is said of a group of choices is read out with it", async () => {
  await openPreferences();
  const id = screen.getByTestId(testid.prefProxy).getAttribute("aria-describedby");
  expect(document.getElementById(id ?? "")?.textContent).toBe("For every request to a provider.");
});

test("a refused address does not take another choice down with it", async () => {
  const { shell, user } = await openPreferences();
  await user.click(screen.getByTestId(testid.prefProxyOption("own")));
  await user.type(field(testid.prefProxyUrl), "socks5://p.example{Enter}");
  await screen.findByTestId(testid.fieldError);
  await user.click(screen.getByTestId(testid.prefCheckHoursOption(6)));
  await waitFor(() => expect(shell.state.settings.checkHours).toBe(6));
  expect(shell.state.settings.proxyUrl).toBe("");
  expect(field(testid.prefProxyUrl).value).toBe("socks5://p.example");
});
