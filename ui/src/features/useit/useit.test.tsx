import { screen, waitFor, within } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { type FakeState, GROQ_MODELS, SETTINGS, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { openWindow, shown } from "../../test/window";

const state = (): Partial<FakeState> => ({
  credentials: [valid("groq"), valid("openai")],
  models: { groq: GROQ_MODELS },
});
const text = () => screen.getByTestId(testid.recipeText).textContent;
const tab = (tool: string) => screen.getByTestId(testid.recipeTool(tool));

async function openRecipes(change: Partial<FakeState> = {}) {
  const opened = await openWindow({ ...state(), ...change });
  await screen.findByTestId(testid.recipeText);
  return opened;
}

test("a key is shown with a way to use it, and where that goes", async () => {
  const { shell, user } = await openRecipes();
  expect(shell.asked("list_recipes")[0]).toEqual({ profile: null, provider: "groq" });
  expect(text()).toBe('export GROQ_API_KEY="$(keystow get groq)"');
  expect(screen.getByText("Run this in your shell")).toBeTruthy();

  await user.click(tab("codex"));
  const section = within(screen.getByTestId(testid.useSection));
  expect(section.getByText("~/.codex/config.toml").tagName).toBe("CODE");
  expect(text()).toContain('args = ["get", "groq"]');
  await user.click(tab("rust"));
  expect(section.getByText("Put this into your program")).toBeTruthy();
});

test("the text is copied whole, and a failure is told", async () => {
  const { user } = await openRecipes();
  const write = vi.spyOn(navigator.clipboard, "writeText");
  await user.click(tab("codex"));
  await user.click(screen.getByTestId(testid.recipeCopy));
  expect(write).toHaveBeenCalledWith(text());
  expect((await screen.findByTestId(testid.toast)).textContent).toBe("Copied");
  write.mockRejectedValueOnce(new Error("no clipboard"));
  await user.click(screen.getByTestId(testid.recipeCopy));
  await waitFor(() =>
    expect(screen.getByTestId(testid.toast).textContent).toContain("copy it by hand"),
  );
});

test("the arrow keys go from tool to tool, and Tab leaves them for the text", async () => {
  const { user } = await openRecipes();
  await user.click(tab("shell"));
  await user.keyboard("{ArrowRight}{ArrowRight}");
  expect(document.activeElement).toBe(tab("claude-code"));
  expect(tab("claude-code").getAttribute("aria-selected")).toBe("true");
  expect(text()).toContain("apiKeyHelper");
  await user.tab();
  expect(document.activeElement).toBe(screen.getByTestId(testid.recipeCopy));
  await user.tab();
  expect(document.activeElement).toBe(screen.getByTestId(testid.recipeText));
});

test("the tool stays chosen for the next key", async () => {
  const { user } = await openRecipes();
  await user.click(tab("node"));
  await user.click(screen.getByTestId(testid.credential("openai")));
  await waitFor(() => expect(text()).toContain('["get", "openai"]'));
  expect(tab("node").getAttribute("aria-selected")).toBe("true");
});

test("tools without room stand behind a button, and the one taken stays in sight", async () => {
  vi.spyOn(HTMLElement.prototype, "offsetWidth", "get").mockReturnValue(150);
  const { user } = await openRecipes();
  expect(shown(testid.recipeTool("rust"))).toBeNull();
  const tabs = () => screen.getAllByRole("tab").map((each) => each.textContent);
  expect(tabs()).toEqual(["Shell", "Any program", "Claude Code", "Codex"]);

  await user.click(screen.getByTestId(testid.recipeMore));
  await user.click(await screen.findByTestId(testid.recipeOption("rust")));
  expect(tabs()).toEqual(["Shell", "Any program", "Claude Code", "Rust"]);
  expect(text()).toContain("Keystow::open");
  await user.click(tab("shell"));
  expect(tabs()).toEqual(["Shell", "Any program", "Claude Code", "Rust"]);
});

test("recipes that cannot be read are told as what they are", async () => {
  await openWindow({ ...state(), failing: { list_recipes: { kind: "vaultBusy" } } });
  const section = within(screen.getByTestId(testid.useSection));
  expect((await section.findByRole("alert")).textContent).toContain("The vault is busy");
  expect(shown(testid.recipeText)).toBeNull();
});

test("where no program takes the key that is said, and while it is looked for that", async () => {
  const { view } = await openWindow({ ...state(), recipes: [] });
  expect(
    await screen.findByText("Keystow knows no program that takes a key of Groq."),
  ).toBeTruthy();
  view.unmount();
  await openWindow({ ...state(), hanging: new Set(["list_recipes"]) });
  expect(screen.getByTestId(testid.useSection).getAttribute("aria-busy")).toBe("true");
  expect(screen.getByText("Looking for ways to use this key…")).toBeTruthy();
});

test("a key that is lent to nobody says that these will be refused", async () => {
  await openRecipes({ credentials: [valid("groq", { lendPolicy: "never" })] });
  expect(screen.getByTestId(testid.useSection).textContent).toContain("lent to no program");
});

test("a long list of models shows its first ones, so that what stands below is in reach", async () => {
  const many = Array.from({ length: 40 }, (_, index) => ({
    ...(GROQ_MODELS[0] as (typeof GROQ_MODELS)[number]),
    id: `model-${index + 1}`,
  }));
  const { user } = await openRecipes({ models: { groq: many } });
  const rows = () => screen.getAllByTestId(testid.modelRow);
  await waitFor(() => expect(rows()).toHaveLength(12));
  expect(rows()[0]?.getAttribute("aria-setsize")).toBe("40");
  await user.click(screen.getByTestId(testid.modelsAll));
  await waitFor(() => expect(rows().length).toBeGreaterThan(12));
  expect(document.activeElement).toBe(screen.getByRole("list", { name: "Models" }));
  expect(shown(testid.modelsAll)).toBeNull();
});

test("in German it is „Verwenden“", async () => {
  const { user } = await openWindow(
    { ...state(), settings: { ...SETTINGS, language: "de" } },
    "de",
  );
  await screen.findByTestId(testid.recipeText);
  expect(screen.getByRole("heading", { name: "Verwenden" })).toBeTruthy();
  expect(tab("run").textContent).toBe("Jedes Programm");
  await user.click(tab("codex"));
  expect(screen.getByTestId(testid.useSection).textContent).toContain(
    "Fügen Sie das in ~/.codex/config.toml ein",
  );
});
