import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { ALL_PROVIDERS, credential, FRESH, SETTINGS, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { openWindow, shown, startAdding } from "../../test/window";

const KEY = "sk-fakeFAKEfakeFAKEfakeFAKE";
const fresh = { status: FRESH, providers: ALL_PROVIDERS };
const form = () => screen.getByTestId(testid.form).textContent;
const address = () => screen.getByTestId<HTMLInputElement>(testid.baseUrlInput);
const fault = async () => (await screen.findByTestId(testid.fieldError)).textContent;

test("where keys belong to a region, the first is meant and another can be chosen", async () => {
  const { shell, user } = await openWindow(fresh);
  const field = await startAdding(user, "moonshot");
  const group = screen.getByRole("radiogroup", { name: "Region" });
  expect(group.getAttribute("aria-describedby")).toBeTruthy();
  expect(form()).toContain("the others refuse it");
  expect(screen.getByRole("radio", { name: "Global" }).getAttribute("aria-checked")).toBe("true");
  expect(form()).toContain("nobody but api.moonshot.ai");
  await user.click(screen.getByRole("radio", { name: "China" }));
  expect(form()).toContain("nobody but Moonshot (Kimi), in the region “China”");
  await user.type(field, `${KEY}{Enter}`);
  await screen.findByTestId(testid.savedNotice);
  expect(shell.asked("create_credential")[0]?.request).toMatchObject({
    region: "cn",
    baseUrl: null,
  });
});

test("regions are named in German", async () => {
  const { user } = await openWindow({ ...fresh, settings: { ...SETTINGS, language: "de" } }, "de");
  await startAdding(user, "elevenlabs");
  const names = screen.getAllByRole("radio").map((radio) => radio.textContent);
  expect(names).toEqual(["Weltweit", "USA", "Europäische Union", "Indien", "Singapur"]);
});

test("a provider with one address has no region to choose", async () => {
  const { user } = await openWindow(fresh);
  await startAdding(user, "groq");
  expect(shown(testid.regions)).toBeNull();
});

test("an address of one's own takes the place of the region", async () => {
  const { shell, user } = await openWindow(fresh);
  const field = await startAdding(user, "moonshot");
  await user.type(field, KEY);
  await user.click(screen.getByTestId(testid.region("cn")));
  await user.click(screen.getByTestId(testid.moreOptions));
  await user.type(address(), "https://proxy.example.org/v1");
  expect(shown(testid.regions)).toBeNull();
  expect(form()).toContain("nobody but proxy.example.org");
  await user.click(screen.getByTestId(testid.saveKey));
  await screen.findByTestId(testid.savedNotice);
  expect(shell.asked("create_credential")[0]?.request).toMatchObject({
    region: null,
    baseUrl: "https://proxy.example.org/v1",
  });
});

test("the stored region is preselected, and sent only where it changes", async () => {
  const { shell, user } = await openWindow({
    providers: ALL_PROVIDERS,
    credentials: [valid("moonshot", { region: "cn", host: "api.moonshot.cn" })],
  });
  const replace = async () => {
    await user.click(screen.getByTestId(testid.replaceKey));
    return screen.findByTestId(testid.keyInput);
  };
  const field = await replace();
  expect(screen.getByTestId(testid.region("cn")).getAttribute("aria-checked")).toBe("true");
  expect(form()).toContain("nobody but api.moonshot.cn");
  await user.type(field, `${KEY}{Enter}`);
  await screen.findByTestId(testid.savedNotice);
  expect(shell.asked("update_credential")[0]?.request).toMatchObject({ region: null });
  await replace();
  await user.click(screen.getByTestId(testid.region("global")));
  await user.type(screen.getByTestId(testid.keyInput), `${KEY}{Enter}`);
  await screen.findByTestId(testid.savedNotice);
  expect(shell.asked("update_credential")[1]?.request).toMatchObject({ region: "global" });
});

test("taking a stored address away brings the region back and sends it", async () => {
  const { shell, user } = await openWindow({
    providers: ALL_PROVIDERS,
    credentials: [
      valid("moonshot", { region: null, baseUrl: "https://proxy.example.org/v1", host: "x" }),
    ],
  });
  await user.click(screen.getByTestId(testid.replaceKey));
  expect(shown(testid.regions)).toBeNull();
  await user.clear(address());
  await user.click(screen.getByTestId(testid.region("cn")));
  await user.type(screen.getByTestId(testid.keyInput), `${KEY}{Enter}`);
  await screen.findByTestId(testid.savedNotice);
  expect(shell.asked("update_credential")[0]?.request).toMatchObject({
    region: "cn",
    baseUrl: { change: "clear" },
  });
});

test("a provider without an address of its own asks for one in sight", async () => {
  const { shell, user } = await openWindow(fresh);
  const field = await startAdding(user, "azure_openai");
  expect(screen.getByTestId(testid.moreOptions).getAttribute("aria-expanded")).toBe("false");
  expect(address().required).toBe(true);
  expect(form()).toContain("nobody but the address you give");
  expect(form()).not.toContain("nobody but example.openai.azure.com");
  await user.type(field, `${KEY}{Enter}`);
  expect(await fault()).toContain("Azure OpenAI has no address that serves everybody.");
  expect(address().getAttribute("aria-invalid")).toBe("true");
  expect(shell.asked("create_credential")).toHaveLength(0);
  expect(field.value).toBe(KEY);
  await user.type(address(), "https://mine.openai.azure.com/openai/v1{Enter}");
  await screen.findByTestId(testid.savedNotice);
  expect(shell.asked("create_credential")[0]?.request).toMatchObject({
    key: KEY,
    baseUrl: "https://mine.openai.azure.com/openai/v1",
  });
});

test("what the vault says about the missing address stands at its field too", async () => {
  const { user } = await openWindow({
    ...fresh,
    failing: { create_credential: { kind: "baseUrlNeeded", provider: "groq" } },
  });
  await user.type(await startAdding(user, "groq"), `${KEY}{Enter}`);
  expect(await fault()).toContain("Groq has no address");
  await waitFor(() =>
    expect(screen.getByTestId(testid.moreOptions).getAttribute("aria-expanded")).toBe("true"),
  );
});

test("where no key is needed, none need be typed", async () => {
  const { shell, user } = await openWindow(fresh);
  await startAdding(user, "ollama");
  expect(screen.getByLabelText("API key (optional)")).toBeTruthy();
  expect(form()).toContain("Leave it empty if your server needs no key.");
  await user.click(screen.getByTestId(testid.saveKey));
  await screen.findByTestId(testid.savedNotice);
  expect(shell.asked("create_credential")[0]?.request).toMatchObject({ key: null });
});

test("replacing an optional key still asks for one", async () => {
  const { user } = await openWindow({
    providers: ALL_PROVIDERS,
    credentials: [credential("ollama")],
  });
  await user.click(screen.getByTestId(testid.replaceKey));
  await user.click(screen.getByTestId(testid.saveKey));
  expect(await fault()).toBe("Paste or type a key first.");
});

test("organisation and project are asked where requests can name them", async () => {
  const { shell, user } = await openWindow(fresh);
  const field = await startAdding(user, "openai");
  await user.type(field, KEY);
  await user.click(screen.getByTestId(testid.moreOptions));
  const organisation = screen.getByTestId<HTMLInputElement>(testid.organizationInput);
  await user.type(organisation, "org-fake");
  await user.type(screen.getByTestId(testid.projectInput), "my project");
  shell.state.failing = { create_credential: { kind: "invalidAccountId" } };
  await user.click(screen.getByTestId(testid.saveKey));
  expect(await fault()).toContain("no spaces");
  const project = screen.getByTestId<HTMLInputElement>(testid.projectInput);
  expect(project.getAttribute("aria-invalid")).toBe("true");
  expect(organisation.getAttribute("aria-invalid")).toBeNull();
  shell.state.failing = {};
  await user.clear(project);
  await user.type(project, "proj_fake{Enter}");
  await screen.findByTestId(testid.savedNotice);
  expect(shell.asked("create_credential")[1]?.request).toMatchObject({
    organization: "org-fake",
    project: "proj_fake",
  });
});

test("others have neither", async () => {
  const { user } = await openWindow(fresh);
  await startAdding(user, "groq");
  expect(shown(testid.organizationInput)).toBeNull();
  expect(shown(testid.projectInput)).toBeNull();
});

test("an endpoint of the owner's own has no page to get a key from", async () => {
  const groq = ALL_PROVIDERS.find((provider) => provider.id === "groq");
  if (!groq) throw new Error("the fixtures have Groq");
  const own = { ...groq, id: "custom:gateway", name: "gateway", consoleUrl: "", docsUrl: "" };
  const { user } = await openWindow({ status: FRESH, providers: [groq, own] });
  await startAdding(user, "custom:gateway");
  expect(shown(testid.getKey)).toBeNull();
});
