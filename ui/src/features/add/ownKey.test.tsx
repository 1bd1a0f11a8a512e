import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { credential, endpoint, FAKE_GROQ_KEY, FRESH, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { openWindow, pasteKey, shown, startAdding } from "../../test/window";

const BASE = "http://127.0.0.1:9000/v1";
const gateway = endpoint("gateway", { baseUrl: BASE });
const stored = () =>
  valid("custom:gateway", { name: "gateway", baseUrl: BASE, host: "127.0.0.1:9000" });

test("the key form of an endpoint tells its base URL and offers no other", async () => {
  const { shell, user } = await openWindow({ status: FRESH, endpoints: [gateway] });
  await startAdding(user, "custom:gateway");
  expect(screen.getByTestId(testid.endpointAddress).textContent).toContain(BASE);
  expect(screen.getByTestId(testid.form).textContent).toContain("nobody but 127.0.0.1:9000");
  await user.click(screen.getByTestId(testid.moreOptions));
  expect(shown(testid.baseUrlInput)).toBeNull();
  await pasteKey(user, FAKE_GROQ_KEY);
  expect(await screen.findByTestId(testid.suggestNotice)).toBeTruthy();
  await user.keyboard("{Enter}");
  await screen.findByTestId(testid.savedNotice);
  expect(shell.asked("create_credential")[0]?.request).toMatchObject({ baseUrl: null });
});

test("replacing and editing the key of an endpoint leave its base URL alone", async () => {
  const { shell, user } = await openWindow({ endpoints: [gateway], credentials: [stored()] });
  await user.click(screen.getByTestId(testid.replaceKey));
  expect(screen.getByTestId(testid.moreOptions).getAttribute("aria-expanded")).toBe("false");
  expect(shown(testid.endpointRemove)).toBeNull();
  await pasteKey(user, FAKE_GROQ_KEY);
  await user.keyboard("{Enter}");
  await screen.findByTestId(testid.savedNotice);
  expect(shell.asked("update_credential")[0]?.request).toMatchObject({
    baseUrl: { change: "keep" },
    region: null,
  });
});

test("an endpoint without a key is removed after a question", async () => {
  const { shell, user } = await openWindow({ status: FRESH, endpoints: [gateway] });
  await startAdding(user, "custom:gateway");
  await user.click(screen.getByTestId(testid.endpointRemove));
  const dialog = await screen.findByRole("alertdialog");
  expect(dialog.textContent).toContain("Remove the endpoint “gateway”?");
  await user.click(within(dialog).getByTestId(testid.confirmDelete));
  await waitFor(() => expect(shown(testid.form)).toBeNull());
  expect(shell.asked("remove_endpoint")).toEqual([{ slug: "gateway" }]);
  await waitFor(() => expect(shown(testid.tile("custom:gateway"))).toBeNull());
  expect(screen.getByTestId(testid.toast).textContent).toBe("Endpoint “gateway” removed");
});

test("an endpoint that a key of another profile uses stays, and why is said", async () => {
  const { user } = await openWindow({
    status: FRESH,
    endpoints: [gateway],
    elsewhere: { work: [credential("custom:gateway")] },
    failing: { remove_endpoint: { kind: "endpointInUse", slug: "gateway" } },
  });
  await startAdding(user, "custom:gateway");
  await user.click(screen.getByTestId(testid.endpointRemove));
  await user.click(await screen.findByTestId(testid.confirmDelete));
  expect((await screen.findByTestId(testid.formError)).textContent).toContain("Delete the key");
  expect(screen.getByRole("alertdialog")).toBeTruthy();
});

test("a provider of the catalogue has nothing to remove", async () => {
  const { user } = await openWindow({ status: FRESH });
  await startAdding(user, "groq");
  expect(shown(testid.endpointRemove)).toBeNull();
  expect(shown(testid.endpointAddress)).toBeNull();
});
