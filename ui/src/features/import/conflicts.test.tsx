import { act, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import type { ConflictView } from "../../ipc";
import { type FakeState, READY, SETTINGS, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { holdBack, openWindow, shown } from "../../test/window";

const conflict = (change: Partial<ConflictView> = {}): ConflictView => ({
  variable: "GROQ_API_KEY",
  source: "environment",
  path: null,
  line: null,
  ...change,
});
const inShell = conflict({ source: "shell" });
const inDotEnv = conflict({ source: "file", path: "/home/ada/.env", line: 3 });
const text = (id: string) => screen.getByTestId(id).textContent;

const open = (state: Partial<FakeState> = {}, language: "en" | "de" = "en") =>
  openWindow(
    { credentials: [valid("groq")], settings: { ...SETTINGS, language }, ...state },
    language,
  );
type User = Awaited<ReturnType<typeof open>>["user"];

async function lookFromMenu(user: User) {
  await user.click(screen.getByTestId(testid.moreActions));
  await user.click(await screen.findByTestId(testid.conflictMenu));
}

test("another key in the environment is told with what follows from it", async () => {
  const { shell } = await open({ conflicts: { groq: [conflict()] } });
  expect((await screen.findByTestId(testid.conflicts)).textContent).toContain(
    "GROQ_API_KEY in the environment is another key." +
      "Programs started from there use that one, not the vault’s.",
  );
  expect(shell.asked("find_conflicts")).toEqual([{ profile: null, provider: "groq", deep: false }]);
});

test("without one there is nothing to see", async () => {
  await open();
  expect(shown(testid.conflicts)).toBeNull();
  expect(shown(testid.conflictResult)).toBeNull();
});

test("shell and files are looked at only when asked, and found places are named", async () => {
  const { shell, user } = await open({
    conflicts: { groq: [conflict()] },
    deepConflicts: { groq: [inShell, inDotEnv] },
  });
  const release = holdBack(shell, "find_conflicts");
  await user.dblClick(await screen.findByTestId(testid.conflictLook));
  expect(text(testid.conflictResult)).toContain("Looking");
  await release();
  await waitFor(() => expect(text(testid.conflicts)).toContain("/home/ada/.env:3 is another key."));
  expect(text(testid.conflicts)).toContain("GROQ_API_KEY in your login shell is another key.");
  expect(shown(testid.conflictLook)).toBeNull();
  expect(shown(testid.conflictResult)).toBeNull();
  expect(shell.asked("find_conflicts").filter(({ deep }) => deep)).toHaveLength(1);
});

test("a closer look that finds nothing says so", async () => {
  const { user } = await open();
  await lookFromMenu(user);
  expect((await screen.findByTestId(testid.conflictResult)).textContent).toContain(
    "No other key is set",
  );
  expect(shown(testid.conflicts)).toBeNull();
});

test("a closer look that finds nothing more says that", async () => {
  const { user } = await open({ conflicts: { groq: [conflict()] } });
  await user.click(await screen.findByTestId(testid.conflictLook));
  await waitFor(() => expect(text(testid.conflictResult)).toContain("Nothing more"));
  expect(shown(testid.conflicts)).toBeTruthy();
});

test("a closed vault compares nothing, and does not pretend to", async () => {
  const { user } = await open({ status: { ...READY, open: false } });
  await lookFromMenu(user);
  expect((await screen.findByTestId(testid.conflictResult)).textContent).toContain("open vault");
});

test("a look that fails says why and leaves what was known", async () => {
  const { shell, user } = await open({ conflicts: { groq: [conflict()] } });
  await screen.findByTestId(testid.conflicts);
  shell.state.failing = { find_conflicts: { kind: "vaultBusy" } };
  await user.click(screen.getByTestId(testid.conflictLook));
  expect(await screen.findByTestId(testid.formError)).toBeTruthy();
  expect(text(testid.conflicts)).toContain("GROQ_API_KEY in the environment");
});

test("once the key has changed the closer look no longer counts", async () => {
  const { shell, user } = await open({ deepConflicts: { groq: [inDotEnv] } });
  await lookFromMenu(user);
  await screen.findByTestId(testid.conflicts);
  shell.put(valid("groq", { updatedAt: new Date().toISOString() }));
  await act(() => shell.emitChanged());
  await waitFor(() => expect(shown(testid.conflicts)).toBeNull());
});

test("a conflict speaks German", async () => {
  await open({ conflicts: { groq: [inDotEnv] } }, "de");
  expect((await screen.findByTestId(testid.conflicts)).textContent).toContain(
    "GROQ_API_KEY in /home/ada/.env:3 ist ein anderer Schlüssel.",
  );
});
