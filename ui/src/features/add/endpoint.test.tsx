import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { CommandError } from "../../ipc";
import { endpoint, FRESH, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { holdBack, openWindow, shown } from "../../test/window";

const URL_OF_LIST = "https://llm.example.org/v1/models";
const SECRET = "fake-gateway-SECRET";

const input = (id: string) => screen.getByTestId<HTMLInputElement>(id);
const preview = () => screen.getByTestId(testid.endpointPreview).textContent;
const errors = () => screen.queryAllByTestId(testid.fieldError).map((each) => each.textContent);

async function openForm(state: Parameters<typeof openWindow>[0] = {}) {
  const opened = await openWindow({ status: FRESH, ...state });
  await opened.user.click(await screen.findByTestId(testid.endpointNew));
  return opened;
}

type User = Awaited<ReturnType<typeof openWindow>>["user"];

async function fill(user: User, name = "gateway", address = "https://llm.example.org") {
  await user.type(input(testid.endpointName), name);
  await user.type(input(testid.baseUrlInput), address);
}

async function addHeader(user: User, name: string, value: string) {
  await user.click(screen.getByTestId(testid.endpointAddHeader));
  await user.type(screen.getAllByTestId(testid.endpointHeaderName).at(-1) as HTMLElement, name);
  await user.type(screen.getAllByTestId(testid.endpointHeaderValue).at(-1) as HTMLElement, value);
}

const save = (user: User) => user.click(screen.getByTestId(testid.endpointSave));

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
  expect(screen.getByTestId(testid.toast).textContent).toContain("The endpoint is saved");
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

test.each([
  ["Authorization", SECRET, testid.endpointHeaderName, "Keystow sets this header itself"],
  ["X Gateway", SECRET, testid.endpointHeaderName, "no header name has"],
  ["X-Gateway-Auth", "schlüssel", testid.endpointHeaderValue, "cannot be sent"],
])("of several headers the faulty one is named: %s: %s", async (name, value, part, words) => {
  const { user } = await openForm();
  await fill(user);
  await user.click(screen.getByTestId(testid.moreOptions));
  await addHeader(user, "X-Team", "blue");
  await addHeader(user, name, value);
  await user.click(screen.getByTestId(testid.moreOptions));
  await save(user);
  await waitFor(() => expect(errors()[0]).toContain(words));
  const second = await screen.findByRole("group", { name: "Header 2" });
  const faulty = within(second).getByTestId(part);
  expect(faulty.getAttribute("aria-invalid")).toBe("true");
  await waitFor(() => expect(document.activeElement).toBe(faulty));
  expect(screen.getByTestId(testid.moreOptions).getAttribute("aria-expanded")).toBe("true");
});

test("a header value is hidden, kept nowhere and gone after saving", async () => {
  const { client, user } = await openForm();
  await fill(user);
  await user.click(screen.getByTestId(testid.moreOptions));
  await addHeader(user, "X-Gateway-Auth", SECRET);
  const field = input(testid.endpointHeaderValue);
  expect([field.type, field.autocomplete]).toEqual(["password", "off"]);
  expect(document.documentElement.outerHTML).not.toContain(SECRET);
  await save(user);
  await screen.findByTestId(testid.form);
  expect(field.value).toBe("");
  const cached = client
    .getQueryCache()
    .getAll()
    .map((entry) => entry.state.data);
  expect(JSON.stringify(cached)).not.toContain(SECRET);
  expect(client.getMutationCache().getAll()).toHaveLength(0);
});

test("a header row can be taken away again, and an empty one is not sent", async () => {
  const { shell, user } = await openForm();
  await fill(user);
  await user.click(screen.getByTestId(testid.moreOptions));
  await addHeader(user, "X-Team", "blue");
  await user.click(screen.getByTestId(testid.endpointAddHeader));
  await addHeader(user, "X-Gone", "red");
  const last = screen.getByRole("group", { name: "Header 3" });
  await user.click(within(last).getByTestId(testid.endpointRemoveHeader));
  expect(document.activeElement).toBe(screen.getByTestId(testid.endpointAddHeader));
  await save(user);
  await screen.findByTestId(testid.form);
  expect(shell.asked("add_endpoint")[0]?.request).toMatchObject({
    headers: [{ name: "X-Team", value: "blue" }],
  });
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
