import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import type { SettingsView } from "../../ipc";
import { SETTINGS, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { openWindow, shown } from "../../test/window";

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
  shell.state.failing = { update_settings: { kind: "invalidProxy", fault: "password" } };
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

test("a file of certificates that is refused stays as typed; other errors stand above", async () => {
  const { shell, user } = await openPreferences();
  const typed = field(testid.prefCaFile);
  shell.state.failing = { update_settings: { kind: "invalidCaFile", path: "/tmp/none.pem" } };
  await user.type(typed, "/tmp/none.pem{Enter}");
  expect((await screen.findByTestId(testid.fieldError)).textContent).toContain(
    "/tmp/none.pem cannot be read as a file of certificates",
  );
  await user.type(typed, "x");
  expect(shown(testid.fieldError)).toBeNull();
  shell.state.failing = { update_settings: { kind: "diskFull" } };
  await user.tab();
  expect((await screen.findByTestId(testid.formError)).textContent).toContain("The disk is full");
  expect(typed.value).toBe("/tmp/none.pemx");

  shell.state.failing = {};
  await user.type(typed, "{Enter}");
  await waitFor(() => expect(shell.state.settings.caFile).toBe("/tmp/none.pemx"));
  await waitFor(() => expect(shown(testid.formError)).toBeNull());
});

test("a refused address does not take another choice down with it", async () => {
  const { shell, user } = await openPreferences();
  shell.state.failing = { update_settings: { kind: "invalidProxy", fault: "address" } };
  await user.click(screen.getByTestId(testid.prefProxyOption("own")));
  await user.type(field(testid.prefProxyUrl), "nonsense{Enter}");
  await screen.findByTestId(testid.fieldError);
  shell.state.failing = {};
  await user.click(screen.getByTestId(testid.prefCheckHoursOption(6)));
  await waitFor(() => expect(shell.state.settings.checkHours).toBe(6));
  expect(shell.state.settings.proxyUrl).toBe("");
  expect(field(testid.prefProxyUrl).value).toBe("nonsense");
});
