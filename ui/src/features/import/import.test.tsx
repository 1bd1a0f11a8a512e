import { act, screen, waitFor, within } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import type { ImportFault } from "../../ipc";
import {
  ALL_PROVIDERS,
  type FakeState,
  FRESH,
  foundKey,
  inEnvironment,
  inFile,
  SETTINGS,
  valid,
} from "../../ipc/fake";
import { testid } from "../../test/testids";
import { chooseProfile, holdBack, openWindow, shown } from "../../test/window";

const ENV = "/home/ada/project/.env";
const MIXED = [
  foundKey(0, "groq", {
    places: [inEnvironment("GROQ_API_KEY"), inFile("GROQ_API_KEY", ENV, 3)],
    baseUrl: "https://proxy.example.org/v1",
  }),
  foundKey(1, "groq", { places: [inFile("GROQ_KEY", "/home/ada/.bashrc", 12)] }),
  foundKey(2, "openai", { state: "other" }),
  foundKey(3, "anthropic", {
    state: "same",
    places: [inFile("ANTHROPIC_API_KEY", ENV, 7)],
  }),
];
const stored = (): Partial<FakeState> => ({
  providers: ALL_PROVIDERS,
  credentials: [valid("anthropic"), valid("openai")],
  found: { keys: MIXED, problems: [] },
});

const box = (index: number) => screen.getByTestId(testid.importPick(index));
const checked = (index: number) => box(index).getAttribute("aria-checked");
const text = (id: string) => screen.getByTestId(id).textContent;

async function openImport(state: Partial<FakeState> = {}, language: "en" | "de" = "en") {
  const opened = await openWindow({ ...stored(), ...state }, language);
  await opened.user.click(screen.getByTestId(testid.importBegin));
  await screen.findByTestId(testid.importLook);
  return opened;
}

async function openFound(state: Partial<FakeState> = {}) {
  const opened = await openImport(state);
  await opened.user.click(screen.getByTestId(testid.importLook));
  await screen.findByTestId(testid.importDo);
  return opened;
}

test("nothing is looked at before a place is chosen", async () => {
  const { shell, user } = await openImport();
  const first = screen.getByTestId(testid.importSource("environment"));
  await waitFor(() => expect(document.activeElement).toBe(first));
  expect(shell.asked("find_keys")).toEqual([]);
  screen.getByTestId(testid.importSource("shell")).focus();
  await user.keyboard(" {Enter}");
  await screen.findByTestId(testid.importDo);
  expect(shell.asked("find_keys")).toEqual([{ profile: null, source: { kind: "shell" } }]);
});

test("new keys are chosen, one of a provider, and each place is listed", async () => {
  await openFound();
  expect([checked(0), checked(1), checked(2)]).toEqual(["true", "false", "false"]);
  expect(shown(testid.importPick(3))).toBeNull();
  const row = text(testid.importRow(0));
  expect(row).toContain("gsk_…4200");
  expect(row).toContain("GROQ_API_KEY · this program’s environment");
  expect(row).toContain(`GROQ_API_KEY · ${ENV}:3`);
  expect(row).toContain("Base URL https://proxy.example.org/v1");
  expect(text(testid.importSeveral("groq"))).toContain("2 keys of Groq");
  expect(text(testid.importGroup("same"))).toContain("Anthropic");
  expect(text(testid.importDo)).toBe("Import 1 key");
});

test("choosing another key of a provider takes the place of the first, and a replacement is told", async () => {
  const { shell, user } = await openFound();
  await user.click(box(1));
  expect([checked(0), checked(1)]).toEqual(["false", "true"]);
  expect(text(testid.importRow(2))).not.toContain("Replaces the stored key");
  box(2).focus();
  await user.keyboard(" ");
  expect(text(testid.importRow(2))).toContain("Replaces the stored key");
  await user.click(screen.getByTestId(testid.importDo));
  await screen.findByTestId(testid.importDone);
  expect(shell.asked("import_keys")).toEqual([
    {
      profile: null,
      picks: [
        { index: 1, replace: false },
        { index: 2, replace: true },
      ],
    },
  ]);
});

test("arrow keys walk from box to box", async () => {
  const { user } = await openFound();
  box(0).focus();
  await user.keyboard("{ArrowDown}");
  expect(document.activeElement).toBe(box(1));
  await user.keyboard("{ArrowDown}{ArrowDown}{ArrowUp}");
  expect(document.activeElement).toBe(box(1));
});

test("with nothing chosen nothing is imported", async () => {
  const { shell, user } = await openFound();
  await user.click(screen.getByTestId(testid.importAll));
  expect(text(testid.importDo)).toBe("Import 0 keys");
  await user.click(screen.getByTestId(testid.importDo));
  expect(shell.asked("import_keys")).toEqual([]);
  await user.click(screen.getByTestId(testid.importAll));
  expect([checked(0), checked(1)]).toEqual(["true", "false"]);
});

test("the report names what was stored, what was there, and every file with a copy", async () => {
  const { shell, user } = await openFound();
  await user.click(screen.getByTestId(testid.importDo));
  await screen.findByTestId(testid.importDone);
  expect(text(testid.importStored)).toBe("GGroqnot checked");
  expect(text(testid.importDialog)).toContain("Already in the vault: Anthropic.");
  expect(screen.getAllByTestId(testid.importLeftover).map((each) => each.textContent)).toEqual([
    `${ENV}:3GROQ_API_KEY · Groq`,
    `${ENV}:7ANTHROPIC_API_KEY · Anthropic`,
  ]);
  expect(text(testid.importCommand)).toBe("keystow run --only groq,anthropic -- …");
  const note = screen.getByText("Each key is being checked now.");
  expect(note.classList.contains("invisible")).toBe(false);
  shell.put(valid("groq"));
  await act(() => shell.emitChanged());
  await waitFor(() => expect(text(testid.importStored)).toContain("valid"));
  expect(note.classList.contains("invisible")).toBe(true);
  await user.click(screen.getByTestId(testid.importDone));
  expect(await screen.findByRole("region", { name: "Groq" })).toBeTruthy();
  expect(shell.asked("discard_keys")).toEqual([]);
});

test("a path is copied as it is", async () => {
  const { user } = await openFound();
  const write = vi.spyOn(navigator.clipboard, "writeText");
  await user.click(screen.getByTestId(testid.importDo));
  const [first] = await screen.findAllByTestId(testid.importCopyPath);
  if (first) await user.click(first);
  expect(write).toHaveBeenCalledWith(ENV);
  expect((await screen.findByTestId(testid.toast)).textContent).toBe("Path copied");
});

test("an import that fails keeps what was chosen, and it can be tried again", async () => {
  const { shell, user } = await openFound({ failing: { import_keys: { kind: "keyringLocked" } } });
  await user.click(box(1));
  await user.click(screen.getByTestId(testid.importDo));
  expect((await screen.findByTestId(testid.formError)).textContent).toContain(
    "Your choice is kept.",
  );
  expect(checked(1)).toBe("true");
  shell.state.failing = {};
  await user.click(screen.getByTestId(testid.importDo));
  expect(await screen.findByTestId(testid.importDone)).toBeTruthy();
});

test("what is no longer kept is looked for once more", async () => {
  const { shell, user } = await openFound({ failing: { import_keys: { kind: "nothingFound" } } });
  await user.click(screen.getByTestId(testid.importDo));
  expect((await screen.findByTestId(testid.formError)).textContent).toBe(
    "What was found is no longer kept. Look once more.",
  );
  await user.click(screen.getByTestId(testid.importElsewhere));
  await user.click(await screen.findByTestId(testid.importLook));
  await screen.findByTestId(testid.importDo);
  expect(shell.asked("find_keys")).toHaveLength(2);
});

test("leaving after the preview has the shell forget the keys", async () => {
  const { shell, user } = await openFound();
  await user.keyboard("{Escape}");
  await waitFor(() => expect(shell.asked("discard_keys")).toHaveLength(1));
  expect(shell.asked("import_keys")).toEqual([]);
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId(testid.importBegin)));
});

test("keys that are found after the dialog has gone are forgotten too", async () => {
  const { shell, user } = await openImport();
  const release = holdBack(shell, "find_keys");
  await user.click(screen.getByTestId(testid.importLook));
  expect(text(testid.importLook)).toBe("Looking…");
  await user.click(screen.getByTestId(testid.cancel));
  expect(shell.asked("discard_keys")).toEqual([]);
  await release();
  await waitFor(() => expect(shell.asked("discard_keys")).toHaveLength(1));
});

test("a file is asked for, and what is wrong with it stands at its field", async () => {
  const fault: ImportFault = "tooLarge";
  const { shell, user } = await openImport({
    failing: { find_keys: { kind: "importSource", place: ENV, fault } },
    picked: ENV,
  });
  await user.click(screen.getByTestId(testid.importSource("file")));
  await user.click(screen.getByTestId(testid.importLook));
  expect((await screen.findByTestId(testid.fieldError)).textContent).toBe("Choose a file first.");
  await user.click(screen.getByTestId(testid.pathBrowse));
  const field = screen.getByTestId<HTMLInputElement>(testid.pathInput);
  await waitFor(() => expect(field.value).toBe(ENV));
  expect(shell.asked("pick_file")).toEqual([{ what: "keyFile" }]);
  await user.click(screen.getByTestId(testid.importLook));
  await waitFor(() => expect(text(testid.fieldError)).toContain("larger than 1 MiB"));
  expect(shell.asked("find_keys")).toEqual([
    { profile: null, source: { kind: "file", path: ENV } },
  ]);
  expect(field.value).toBe(ENV);
});

test("a login shell that does not answer is said, and the choice stays", async () => {
  const { user } = await openImport({
    failing: { find_keys: { kind: "importSource", place: "/bin/fish", fault: "shell" } },
  });
  await user.click(screen.getByTestId(testid.importSource("shell")));
  await user.click(screen.getByTestId(testid.importLook));
  expect((await screen.findByTestId(testid.formError)).textContent).toContain("login shell");
  expect(screen.getByTestId<HTMLInputElement>(testid.importSource("shell")).checked).toBe(true);
});

test("where nothing was found another place can be tried, and what was unreadable is named", async () => {
  const problems = [
    { place: "/home/ada/.config/fake/settings.json", fault: "malformed" as const },
    { place: "/home/ada/.fakerc", fault: "unreadable" as const },
  ];
  const { user } = await openImport({ found: { keys: [], problems } });
  await user.click(screen.getByTestId(testid.importSource("clients")));
  await user.click(screen.getByTestId(testid.importLook));
  expect((await screen.findByTestId(testid.importNothing)).textContent).toContain("known files");
  const told = screen.getByTestId(testid.importProblems);
  expect(told.textContent).toContain("2 places could not be read");
  expect(within(told).getAllByRole("listitem")).toHaveLength(2);
  await user.click(screen.getByTestId(testid.importElsewhere));
  expect(screen.getByTestId<HTMLInputElement>(testid.importSource("clients")).checked).toBe(true);
});

test("copies of what is in the vault already lead to the same advice", async () => {
  const { shell, user } = await openFound({ found: { keys: MIXED.slice(3), problems: [] } });
  expect(text(testid.importDialog)).toContain("All of them are in the vault already.");
  await user.click(screen.getByTestId(testid.importDo));
  expect((await screen.findByTestId(testid.importLeftover)).textContent).toContain(`${ENV}:7`);
  expect(shell.asked("import_keys")).toEqual([]);
  await waitFor(() => expect(shell.asked("discard_keys")).toHaveLength(1));
});

test("keys go into the profile that is open", async () => {
  const { shell, user } = await openWindow({
    ...stored(),
    profiles: [
      { name: "default", isDefault: true, credentials: 2 },
      { name: "work", isDefault: false, credentials: 1 },
    ],
    elsewhere: { work: [valid("mistral", { profile: "work" })] },
  });
  await chooseProfile(user, "work");
  await user.click(await screen.findByTestId(testid.importBegin));
  await user.click(await screen.findByTestId(testid.importLook));
  await screen.findByTestId(testid.importDo);
  expect(text(testid.importDialog)).toContain("into the profile “work”");
  await user.click(screen.getByTestId(testid.importDo));
  expect((await screen.findByTestId(testid.importCommand)).textContent).toContain(
    "--profile work --only",
  );
  expect(shell.asked("import_keys")[0]?.profile).toBe("work");
});

test("two hundred keys can be looked through", async () => {
  const keys = Array.from({ length: 200 }, (_, index) =>
    foundKey(index, `custom:fake-${index % 40}`, {
      places: [inFile("FAKE_API_KEY", `/home/ada/${"long/".repeat(60)}.env`, index)],
    }),
  );
  await openFound({ found: { keys, problems: [] } });
  expect(screen.getAllByRole("checkbox")).toHaveLength(200);
  expect(text(testid.importDo)).toBe("Import 40 keys");
});

test("the first run tells of keys in the environment and looks there at once", async () => {
  const { shell, user } = await openWindow({
    ...stored(),
    credentials: [],
    status: FRESH,
    environment: ["GROQ_API_KEY", "OPENAI_API_KEY", "HF_TOKEN"],
    found: { keys: [foundKey(0, "groq")], problems: [] },
  });
  const line = await screen.findByTestId(testid.importEnvironment);
  expect(line.parentElement?.textContent).toBe(
    "Found GROQ_API_KEY and 2 more in your environment. Import…",
  );
  expect(shell.asked("find_keys")).toEqual([]);
  await user.click(line);
  await user.click(await screen.findByTestId(testid.importDo));
  expect(shell.asked("find_keys")).toEqual([{ profile: null, source: { kind: "environment" } }]);
  await user.click(await screen.findByTestId(testid.importDone));
  expect(await screen.findByTestId(testid.recoveryOffer)).toBeTruthy();
});

test("without keys in the environment the first run still knows the way", async () => {
  const { user } = await openWindow({ status: FRESH });
  expect(shown(testid.importEnvironment)).toBeNull();
  await user.click(await screen.findByTestId(testid.importWay));
  expect(await screen.findByTestId(testid.importLook)).toBeTruthy();
});

test("the page for one more key knows the way too", async () => {
  const { user } = await openWindow(stored());
  await user.click(screen.getByTestId(testid.addKey));
  await user.click(await screen.findByTestId(testid.importWay));
  expect(await screen.findByTestId(testid.importLook)).toBeTruthy();
});

test("the import speaks German", async () => {
  const { user } = await openImport({ settings: { ...SETTINGS, language: "de" } }, "de");
  expect(text(testid.importDialog)).toContain("Startet die Shell einmal");
  await user.click(screen.getByTestId(testid.importLook));
  await screen.findByTestId(testid.importDo);
  expect(text(testid.importDialog)).toContain("4 Schlüssel gefunden");
  await user.click(screen.getByTestId(testid.importDo));
  await screen.findByTestId(testid.importDone);
  expect(text(testid.importDialog)).toContain("Keystow ändert keine fremden Dateien");
});
