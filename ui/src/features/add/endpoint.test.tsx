import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import type { CommandError } from "../../ipc";
import { endpoint, valid } from "../../ipc/fake";
import { addHeader, errors, fill, input, openForm, SECRET, save } from "../../test/endpoint";
import { testid } from "../../test/testids";
import { holdBack, openWindow, shown } from "../../test/window";

const URL_OF_LIST = "https://llm.example.org/v1/models";
const preview = () => screen.getByTestId(testid.endpointPreview).textContent;

test("an endpoint is added, and its key comes next", async () => {
  const { shell, user } = await openForm();
  expect(document.activeElement).toBe(input(testid.endpointName));
  await fill(user);
  await save(user);
  expect(await screen.findByRole("heading", { name: "Add a key for gateway" })).toBeTruthy();
  expect(shell.asked("add_endpoint")[0]?.request).toEqual({
    slug: "gateway",
    dialect: "openai",
    baseUrl: "https://llm.example.org",
    modelsPath: null,
    keyOptional: false,
    headers: [],
  });
  expect(shell.asked("create_credential")).toHaveLength(0);
  await user.type(input(testid.keyInput), "fakeFAKEfakeFAKE{Enter}");
  await screen.findByTestId(testid.savedNotice);
  expect(shell.asked("create_credential")[0]?.request).toMatchObject({
    provider: "custom:gateway",
    baseUrl: null,
    region: null,
  });
});

test("the words beside the box take a click as well", async () => {
  const { user } = await openForm();
  const box = screen.getByTestId(testid.endpointNoKey);
  await user.click(screen.getByText("Needs no key"));
  expect(box.getAttribute("aria-checked")).toBe("true");
  await user.click(box);
  expect(box.getAttribute("aria-checked")).toBe("false");
});

test("one that needs no key is entered and shown at once", async () => {
  const { shell, user } = await openForm();
  await fill(user, "local", "http://localhost:9000/v1");
  await user.click(screen.getByTestId(testid.endpointNoKey));
  expect(screen.getByTestId(testid.endpointSave).textContent).toBe("Save and check");
  await save(user);
  await screen.findByTestId(testid.savedNotice);
  expect(screen.getByTestId(testid.detail).dataset.provider).toBe("custom:local");
  expect(shell.asked("add_endpoint")[0]?.request).toMatchObject({ keyOptional: true });
  expect(shell.asked("create_credential")[0]?.request).toMatchObject({
    provider: "custom:local",
    key: null,
  });
});

test("an endpoint whose entry fails is not added twice: its form comes next", async () => {
  const { shell, user } = await openForm({
    failing: { create_credential: { kind: "vaultBusy" } },
  });
  await fill(user);
  await user.click(screen.getByTestId(testid.endpointNoKey));
  await save(user);
  await screen.findByRole("heading", { name: "Add a key for gateway" });
  expect(screen.getByTestId(testid.toast).textContent).toBe("Endpoint “gateway” saved");
  const why = screen.getByTestId(testid.formError).textContent;
  expect(why).toContain("The vault is busy");
  expect(why).toContain("The endpoint is saved. Save once more to check it.");
  shell.state.failing = {};
  await user.click(screen.getByTestId(testid.saveKey));
  await screen.findByTestId(testid.savedNotice);
  expect(shell.asked("add_endpoint")).toHaveLength(1);
});

test("the address that checks will ask stands there before anything is saved", async () => {
  const { shell, user } = await openForm();
  expect(preview()).toContain("appears here");
  await user.type(input(testid.baseUrlInput), "https://llm.example.org");
  await waitFor(() => expect(preview()).toBe(`Checks will ask${URL_OF_LIST}`));
  await user.click(screen.getByTestId(testid.endpointDialect("anthropic")));
  await waitFor(() => expect(preview()).toContain(`${URL_OF_LIST}?limit=1000`));
  await user.click(screen.getByTestId(testid.moreOptions));
  await user.type(input(testid.endpointModelsPath), "/model/info");
  await waitFor(() => expect(preview()).toContain("https://llm.example.org/v1/model/info"));
  await addHeader(user, "X-Gateway-Auth", SECRET);
  expect(shell.asked("add_endpoint")).toHaveLength(0);
  expect(JSON.stringify(shell.calls)).not.toContain(SECRET);
});

test("a fault of the address is named once the field is left, and belongs to it", async () => {
  const { user } = await openForm();
  const address = input(testid.baseUrlInput);
  await user.type(address, "http://llm.example.org");
  await new Promise((resolve) => setTimeout(resolve, 350));
  expect(errors()).toEqual([]);
  await user.tab();
  await waitFor(() => expect(errors()[0]).toContain("must begin with https://"));
  expect(address.getAttribute("aria-invalid")).toBe("true");
  const described = address.getAttribute("aria-describedby")?.split(" ") ?? [];
  expect(described.map((id) => document.getElementById(id)?.textContent).join(" ")).toContain(
    "must begin with https://",
  );
  expect(preview()).toContain("appears here");
  await user.type(address, "x");
  expect(errors()).toEqual([]);
});

test("a fault does not push a button away that is being pressed", async () => {
  const { user } = await openForm();
  await user.type(input(testid.baseUrlInput), "http://llm.example.org");
  await new Promise((resolve) => setTimeout(resolve, 350));
  await user.pointer({ keys: "[MouseLeft>]", target: screen.getByTestId(testid.moreOptions) });
  expect(document.activeElement).not.toBe(input(testid.baseUrlInput));
  expect(errors()).toEqual([]);
  await user.pointer({ keys: "[/MouseLeft]" });
  await waitFor(() => expect(errors()[0]).toContain("must begin with https://"));
  expect(screen.getByTestId(testid.moreOptions).getAttribute("aria-expanded")).toBe("true");
});

test("a name is made one that an endpoint can bear", async () => {
  const { shell, user } = await openForm();
  const name = input(testid.endpointName);
  await user.type(name, "Büro Gateway ");
  expect(name.value).toBe("Büro Gateway ");
  await user.tab();
  expect(name.value).toBe("buro-gateway");
  await user.clear(name);
  await user.type(name, "§§");
  await user.tab();
  expect(errors()[0]).toContain("Use a short name");
  expect(shell.asked("add_endpoint")).toHaveLength(0);
});

test("a name that is taken is told before saving", async () => {
  const { user } = await openForm({ endpoints: [endpoint("gateway")] });
  await user.type(input(testid.endpointName), "Gateway");
  await user.tab();
  expect(errors()).toEqual(["There already is an endpoint “gateway”. Choose another name."]);
});

const refusals: [CommandError, string, RegExp][] = [
  [{ kind: "invalidEndpointName" }, testid.endpointName, /short name/],
  [{ kind: "endpointExists", slug: "gateway" }, testid.endpointName, /already/],
  [{ kind: "invalidBaseUrl", fault: "tooLong" }, testid.baseUrlInput, /too long/],
  [{ kind: "invalidModelsPath" }, testid.endpointModelsPath, /not a path/],
];

test.each(refusals)("the refusal %o stands at its field", async (error, id, words) => {
  const { user } = await openForm({ failing: { add_endpoint: error } });
  await fill(user);
  await save(user);
  await waitFor(() => expect(errors()[0]).toMatch(words));
  expect(errors()).toHaveLength(1);
  await waitFor(() => expect(document.activeElement).toBe(input(id)));
  expect(input(id).getAttribute("aria-invalid")).toBe("true");
  expect(input(testid.endpointName).value).toBe("gateway");
  expect(input(testid.baseUrlInput).value).toBe("https://llm.example.org");
});

test("a refusal of anything else stands below, and all that was typed stays", async () => {
  const { shell, user } = await openForm({ failing: { add_endpoint: { kind: "keyringLocked" } } });
  await fill(user);
  await user.click(screen.getByTestId(testid.moreOptions));
  await addHeader(user, "X-Gateway-Auth", SECRET);
  await save(user);
  expect((await screen.findByTestId(testid.formError)).textContent).toContain("still here");
  expect(input(testid.endpointHeaderValue).value).toBe(SECRET);
  shell.state.failing = {};
  await save(user);
  await screen.findByTestId(testid.form);
  expect(shell.asked("add_endpoint")[1]?.request).toMatchObject({
    headers: [{ name: "X-Gateway-Auth", value: SECRET }],
  });
});

test("the form of its key tells what is fixed about an endpoint", async () => {
  const { user } = await openForm();
  await fill(user);
  await user.click(screen.getByTestId(testid.endpointDialect("anthropic")));
  await user.click(screen.getByTestId(testid.moreOptions));
  await addHeader(user, "X-Team", "blue");
  await save(user);
  const fixed = await screen.findByTestId(testid.endpointAddress);
  await waitFor(() => expect(fixed.textContent).toContain("Compatible withAnthropic"));
  expect(fixed.textContent).toContain("Base URLhttps://llm.example.org");
  expect(fixed.textContent).toContain(`Checks ask${URL_OF_LIST}?limit=1000`);
  expect(screen.getByText("Extra headers are kept for it.")).toBeTruthy();
});

test("Esc goes back to the tiles", async () => {
  const { user } = await openWindow({ credentials: [valid("groq")] });
  await user.click(screen.getByTestId(testid.addKey));
  await user.click(await screen.findByTestId(testid.endpointNew));
  await user.keyboard("{Escape}");
  expect(await screen.findByRole("heading", { name: "Add a key" })).toBeTruthy();
  expect(shown(testid.endpointForm)).toBeNull();
});

test("an answer that comes after the form was left is told all the same", async () => {
  const { shell, user } = await openForm();
  await fill(user);
  const release = holdBack(shell, "add_endpoint");
  await save(user);
  await user.keyboard("{Escape}");
  await release();
  await waitFor(() =>
    expect(screen.getByTestId(testid.toast).textContent).toBe("Endpoint “gateway” saved"),
  );
  expect(await screen.findByTestId(testid.tile("custom:gateway"))).toBeTruthy();
});
