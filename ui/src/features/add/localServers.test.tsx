import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { ALL_PROVIDERS, endpoint, FRESH, LOCAL_SERVERS, READY, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { holdBack, openWindow, shown } from "../../test/window";

const fresh = { status: FRESH, providers: ALL_PROVIDERS, localServers: LOCAL_SERVERS };
const OLLAMA = "http://127.0.0.1:11434";
const LM_STUDIO = "http://127.0.0.1:1234/v1";
const LLAMA = "http://127.0.0.1:8080/v1";
const row = (baseUrl: string) => screen.getByTestId(testid.localServer(baseUrl)).textContent;

async function findServers(state: Parameters<typeof openWindow>[0] = fresh) {
  const opened = await openWindow(state);
  if (!shown(testid.firstRun)) await opened.user.click(screen.getByTestId(testid.addKey));
  await opened.user.click(await screen.findByTestId(testid.localFind));
  return opened;
}

test("nobody is asked before the owner wants it, and what runs is said", async () => {
  const { shell, user } = await openWindow(fresh);
  const find = await screen.findByTestId(testid.localFind);
  expect(shell.asked("find_local_servers")).toHaveLength(0);
  const release = holdBack(shell, "find_local_servers");
  await user.click(find);
  expect(find.textContent).toContain("Looking on this computer…");
  expect(find.getAttribute("aria-disabled")).toBe("true");
  await user.click(find);
  expect(shell.asked("find_local_servers")).toHaveLength(1);
  await release();
  await screen.findByTestId(testid.localServer(OLLAMA));
  expect(screen.getByTestId("announce-polite").textContent).toBe("3 local servers found");
});

test("what was found says where it is and what it lists", async () => {
  await findServers();
  await screen.findByTestId(testid.localServer(OLLAMA));
  expect(row(OLLAMA)).toContain(`Ollama${OLLAMA}7 models`);
  expect(row(LM_STUDIO)).toContain("Wants a key");
  expect(row(LLAMA)).toContain("1 model");
  expect(screen.getByRole("button", { name: "Add llama.cpp" })).toBeTruthy();
});

test("a known server leads to its provider's form", async () => {
  const { user } = await findServers();
  await user.click(await screen.findByTestId(testid.localUse(OLLAMA)));
  expect(await screen.findByRole("heading", { name: "Add a key for Ollama" })).toBeTruthy();
});

test("one whose key is stored leads to its replacement", async () => {
  const { user } = await findServers({
    ...fresh,
    status: READY,
    credentials: [valid("ollama")],
  });
  const use = await screen.findByTestId(testid.localUse(OLLAMA));
  expect(use.textContent).toBe("Replace");
  expect(row(OLLAMA)).toContain("Key stored");
  await user.click(use);
  expect(await screen.findByRole("heading", { name: "Replace the key for Ollama" })).toBeTruthy();
});

test("one that was added without a key is shown, not added again", async () => {
  const { user } = await findServers({
    ...fresh,
    status: READY,
    endpoints: [endpoint("my-llama", { baseUrl: LLAMA, keyOptional: true })],
    credentials: [valid("groq"), valid("custom:my-llama", { keySet: false })],
  });
  const use = await screen.findByTestId(testid.localUse(LLAMA));
  expect(row(LLAMA)).toContain("1 model · Already added");
  expect(use.textContent).toBe("Show");
  await user.click(use);
  const detail = await screen.findByTestId(testid.detail);
  expect(detail.dataset.provider).toBe("custom:my-llama");
});

test("an unknown server leads to the form of an endpoint, filled in", async () => {
  const { shell, user } = await findServers();
  await user.click(await screen.findByTestId(testid.localUse(LLAMA)));
  const name = await screen.findByTestId<HTMLInputElement>(testid.endpointName);
  expect(name.value).toBe("llama-cpp");
  expect(screen.getByTestId<HTMLInputElement>(testid.baseUrlInput).value).toBe(LLAMA);
  expect(screen.getByTestId(testid.endpointNoKey).getAttribute("aria-checked")).toBe("true");
  await user.click(screen.getByTestId(testid.endpointSave));
  await screen.findByTestId(testid.savedNotice);
  expect(shell.asked("add_endpoint")[0]?.request).toMatchObject({
    slug: "llama-cpp",
    dialect: "openai",
    baseUrl: LLAMA,
    keyOptional: true,
  });
});

test("an unknown server that was added before leads to its own form", async () => {
  const { user } = await findServers({
    ...fresh,
    endpoints: [endpoint("my-llama", { baseUrl: LLAMA })],
  });
  await user.click(await screen.findByTestId(testid.localUse(LLAMA)));
  expect(await screen.findByRole("heading", { name: "Add a key for my-llama" })).toBeTruthy();
});

test("where none answers, what was looked at is said", async () => {
  await findServers({ ...fresh, localServers: [] });
  const none = (await screen.findByTestId(testid.localNone)).textContent;
  for (const part of ["No model server", "11434", "1234", "8080"]) expect(none).toContain(part);
});

test("a search that failed is said", async () => {
  await findServers({ ...fresh, failing: { find_local_servers: { kind: "unexpected" } } });
  expect(await screen.findByTestId(testid.formError)).toBeTruthy();
  expect(shown(testid.localNone)).toBeNull();
});

test("a search without a match leaves the ways on, and its address goes along", async () => {
  const { user } = await openWindow(fresh);
  await user.type(
    await screen.findByTestId(testid.providerSearch),
    "https://llm.example.org/v1{ArrowDown}",
  );
  expect(screen.getByTestId(testid.localFind)).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByTestId(testid.endpointNew));
  await user.keyboard("{Enter}");
  const address = await screen.findByTestId<HTMLInputElement>(testid.baseUrlInput);
  expect(address.value).toBe("https://llm.example.org/v1");
  await waitFor(() =>
    expect(screen.getByTestId(testid.endpointPreview).textContent).toContain("/v1/models"),
  );
});
