import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { LoanView } from "../../ipc";
import { LOANS, loan, manyLoans, minutesAgo, SETTINGS, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { openWindow, shown } from "../../test/window";

type State = Parameters<typeof openWindow>[0];

async function openActivity(state: State = {}, language: "en" | "de" = "en") {
  const opened = await openWindow(
    {
      credentials: [valid("groq")],
      loans: [...LOANS],
      settings: { ...SETTINGS, language },
      ...state,
    },
    language,
  );
  await opened.user.click(screen.getByTestId(testid.navActivity));
  await screen.findByRole("heading", { level: 1 });
  return opened;
}

const rows = () => screen.queryAllByTestId(testid.activityRow);
const providers = () => rows().map((row) => row.dataset.provider);
const work: LoanView = loan("xai", { profile: "work", time: minutesAgo(1) });
const two = {
  profiles: [
    { name: "default", isDefault: true, credentials: 1 },
    { name: "work", isDefault: false, credentials: 0 },
  ],
  loans: [work, ...LOANS],
};

test("each line says when, whose key, to whom and what for, the newest first", async () => {
  await openActivity();
  await waitFor(() => expect(rows()).toHaveLength(LOANS.length));
  expect(providers().slice(0, 3)).toEqual(["groq", "groq", "openai"]);
  const [first] = rows();
  const text = first?.textContent ?? "";
  expect(text).toContain("Groq");
  expect(text).toContain("python3.13Lent to a program");
  expect(text).toContain("/usr/bin/python3.13");
  expect(text).toContain("Started by /usr/bin/bash");
  expect(text).toContain("Folder /home/ada/projects/mailmind");
  expect(first?.querySelector("time")?.dateTime).toBe(LOANS[0]?.time);
  expect(screen.getByTestId(testid.activityCount).textContent).toBe(String(LOANS.length));
});

test.each([
  ["en", ["Lent to a program", "Prompt to a model", "Taken by a program", "Read by keystow get"]],
  ["de", ["An ein Programm verliehen", "Frage an ein Modell", "Von einem Programm geholt"]],
] as const)("what it was for is told in words: %s", async (language, words) => {
  await openActivity({}, language);
  await waitFor(() => expect(rows()).toHaveLength(LOANS.length));
  const text = rows()
    .map((row) => row.textContent)
    .join("\n");
  for (const word of words) expect(text).toContain(word);
});

test("lines stand under their day, today's first", async () => {
  const onDay = (daysBack: number) => {
    const day = new Date();
    day.setDate(day.getDate() - daysBack);
    day.setHours(0, 0, 0, 1);
    return day.toISOString();
  };
  await openActivity({
    loans: [
      loan("groq", { time: onDay(0) }),
      loan("openai", { time: onDay(1) }),
      loan("groq", { time: onDay(1) }),
      loan("groq", { time: "2024-02-29T12:00:00Z" }),
    ],
  });
  await waitFor(() => expect(rows()).toHaveLength(4));
  const days = screen.getAllByRole("heading", { level: 2 }).map((day) => day.textContent);
  expect(days).toEqual(["Today", "Yesterday", "Thursday, February 29, 2024"]);
  expect(within(rows()[2] as HTMLElement).queryByRole("heading")).toBeNull();
});

test("a profile is named only where there are several", async () => {
  const { view } = await openActivity();
  await waitFor(() => expect(rows()).toHaveLength(LOANS.length));
  expect(rows()[0]?.textContent).not.toContain("default");
  view.unmount();
  await openActivity(two);
  await waitFor(() => expect(rows()[0]?.textContent).toContain("xAI (Grok)work"));
  expect(rows()[1]?.textContent).toContain("Groqdefault");
});

test("the search finds provider, program and folder, every word of it", async () => {
  const { user } = await openActivity();
  const search = await screen.findByTestId(testid.activitySearch);
  await user.type(search, "zsh mailmind");
  await waitFor(() => expect(providers()).toEqual(["openai"]));
  expect(screen.getByTestId(testid.activityCount).textContent).toBe("1 of 8");
  await user.clear(search);
  await user.type(search, "/srv/www");
  await waitFor(() => expect(providers()).toEqual(["mistral"]));
  await user.clear(search);
  await user.type(search, "gemini");
  await waitFor(() => expect(providers()).toEqual(["google_gemini"]));
});

test("purpose, provider and profile narrow the list together, from the keyboard alone", async () => {
  const { user } = await openActivity(two);
  (await screen.findByTestId(testid.activitySearch)).focus();
  await user.tab();
  await user.keyboard("{Enter}");
  const panel = await screen.findByTestId(testid.activityFilterPanel);
  await waitFor(() => expect(panel.contains(document.activeElement)).toBe(true));
  screen.getByTestId(testid.activityFilterWord("purpose", "run")).focus();
  await user.keyboard(" ");
  await waitFor(() => expect(providers()).toEqual(["xai", "groq", "mistral"]));
  screen.getByTestId(testid.activityFilterWord("profile", "mine")).focus();
  await user.keyboard(" ");
  await waitFor(() => expect(providers()).toEqual(["groq", "mistral"]));
  screen.getByTestId(testid.activityFilterWord("provider", "mistral")).focus();
  await user.keyboard(" ");
  await waitFor(() => expect(providers()).toEqual(["mistral"]));
  expect(screen.getByTestId(testid.activityFilter).textContent).toContain("3 filters");
  await user.click(screen.getByTestId(testid.activityFilterClear));
  await waitFor(() => expect(rows()).toHaveLength(9));
});

test("where nothing fits, the reason is named and can be taken away", async () => {
  const { user } = await openActivity();
  await user.click(await screen.findByTestId(testid.activityFilter));
  await user.click(await screen.findByTestId(testid.activityFilterWord("purpose", "copy")));
  await user.keyboard("{Escape}");
  await user.type(screen.getByTestId(testid.activitySearch), "groq");
  const why = await screen.findByTestId(testid.activityNoMatch);
  await waitFor(() =>
    expect(why.textContent).toContain("No line matches “groq” with these filters: Copied."),
  );
  await user.click(screen.getByTestId(testid.activityNoMatchClear));
  await waitFor(() => expect(providers()).toEqual(["groq", "groq"]));
  expect(document.activeElement).toBe(screen.getByTestId(testid.activitySearch));
});

test("ten thousand lines are there, and only those in sight are drawn", async () => {
  const { user } = await openActivity({ loans: manyLoans(10_000) });
  await waitFor(() => expect(screen.getByTestId(testid.activityCount).textContent).toBe("10,000"));
  expect(rows().length).toBeLessThan(60);
  expect(rows()[0]?.getAttribute("aria-setsize")).toBe("10000");
  await user.type(screen.getByTestId(testid.activitySearch), "tool-7 project-2");
  await waitFor(() =>
    expect(screen.getByTestId(testid.activityCount).textContent).toMatch(/^\d+ of 10,000$/),
  );
  expect(rows().length).toBeLessThan(60);
}, 20_000);

test("a path that means harm stands harmless, and hides nothing", async () => {
  await openActivity({
    loans: [
      loan("groq", {
        program: "/tmp/\u202Ehsab\u202C/evil\u001b[31m\\bash",
        parent: "/opt/\u2066both\u2069",
        cwd: `/tmp/${"a".repeat(900)}/end`,
      }),
    ],
  });
  await waitFor(() => expect(rows()).toHaveLength(1));
  const html = rows()[0]?.innerHTML ?? "";
  expect(html).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/u);
  expect(html).not.toContain("\u001b");
  expect(html).toContain("\\u{202e}hsab\\u{202c}");
  expect(rows()[0]?.textContent).toContain("evil\\u{1b}[31m\\bashLent to a program");
  expect(html).toContain("/end");
});

test("a line of an unknown program says so", async () => {
  await openActivity({ loans: [loan("groq", { program: null, parent: null, cwd: null })] });
  await waitFor(() => expect(rows()[0]?.textContent).toContain("Unknown program"));
  expect(rows()[0]?.textContent).not.toContain("Started by");
});

test("it says how long lines stay, and leads to where that is chosen", async () => {
  const { user } = await openActivity();
  expect(screen.getByTestId(testid.activityKept).textContent).toContain("kept for 90 days");
  await user.click(screen.getByTestId(testid.activityPreferences));
  expect(await screen.findByTestId(testid.prefLogDays)).toBeTruthy();
});

test("lines that stay for good are told so", async () => {
  await openActivity({ settings: { ...SETTINGS, logDays: 0 } });
  expect(screen.getByTestId(testid.activityKept).textContent).toContain("until you clear them");
});

test("clearing asks first, says that it is for good, and empties the list", async () => {
  const { shell, user } = await openActivity();
  await user.click(await screen.findByTestId(testid.activityClear));
  const question = await screen.findByRole("alertdialog");
  expect(question.textContent).toContain("All 8 lines go");
  expect(question.textContent).toContain("cannot be undone");
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId(testid.cancel)));
  await user.click(screen.getByTestId(testid.cancel));
  expect(shell.asked("clear_loans")).toHaveLength(0);

  await user.click(screen.getByTestId(testid.activityClear));
  await user.click(await screen.findByTestId(testid.activityClearConfirm));
  expect(await screen.findByText("No activity yet")).toBeTruthy();
  expect(shell.state.loans).toEqual([]);
  expect(shown(testid.activityClear)).toBeNull();
  await waitFor(() =>
    expect(document.activeElement).toBe(screen.getByRole("heading", { name: "Activity" })),
  );
});

test("a log that cannot be cleared stays, with the reason in the question", async () => {
  const { shell, user } = await openActivity();
  shell.state.failing = { clear_loans: { kind: "vaultReadOnly" } };
  await user.click(await screen.findByTestId(testid.activityClear));
  await user.click(await screen.findByTestId(testid.activityClearConfirm));
  expect((await screen.findByTestId(testid.formError)).textContent).toContain("cannot be written");
  expect(rows()).toHaveLength(LOANS.length);
});

test("a log that cannot be read says why, and is read once it can be", async () => {
  const { shell, user } = await openActivity({ failing: { list_loans: { kind: "unexpected" } } });
  expect((await screen.findByTestId(testid.formError)).textContent).toContain("did not expect");
  expect(screen.queryByText("No activity yet")).toBeNull();
  shell.state.failing = {};
  await user.click(screen.getByTestId(testid.activityAgain));
  await waitFor(() => expect(rows()).toHaveLength(LOANS.length));
  expect(shown(testid.formError)).toBeNull();
});

test("a vault that is busy has one way to try again, which reads the log too", async () => {
  const { shell, user } = await openActivity({ failing: { list_loans: { kind: "vaultBusy" } } });
  const notice = await screen.findByTestId(testid.formError);
  expect(shown(testid.activityAgain)).toBeNull();
  shell.state.failing = {};
  await user.click(within(notice).getByRole("button", { name: "Try again" }));
  await waitFor(() => expect(rows()).toHaveLength(LOANS.length));
});

test("while it is being read it says so, and without lines what will stand here", async () => {
  const { view } = await openActivity({ hanging: new Set(["list_loans"]) });
  expect(screen.getByRole("main").getAttribute("aria-busy")).toBe("true");
  expect(screen.getByText("Reading the activity…")).toBeTruthy();
  view.unmount();
  await openActivity({ loans: [] });
  expect(await screen.findByText("No activity yet")).toBeTruthy();
  expect(shown(testid.activitySearch)).toBeNull();
});

test("a loan to another program appears while the page is open", async () => {
  const { shell } = await openActivity();
  await waitFor(() => expect(rows()).toHaveLength(LOANS.length));
  shell.state.loans = [loan("xai", { time: minutesAgo(0) }), ...LOANS];
  await shell.emitChanged();
  await waitFor(() => expect(providers()[0]).toBe("xai"));
});

test("a key says when it was lent last, and leads to its own lines", async () => {
  const { user } = await openWindow({
    ...two,
    credentials: [valid("groq", { lastUsedAt: minutesAgo(4) }), valid("openai")],
  });
  const link = screen.getByTestId(testid.lastUsed);
  expect(link.textContent).toBe("4 minutes ago");
  await user.click(link);
  await waitFor(() => expect(providers()).toEqual(["groq", "groq"]));
  expect(screen.getByTestId(testid.activityFilter).textContent).toContain("2 filters");
});

test.each([
  ["en", "Last usedNever lent"],
  ["de", "Zuletzt verwendetNoch nie verliehen"],
] as const)("a key that was never lent says so: %s", async (language, words) => {
  await openWindow({ credentials: [valid("groq")], settings: { ...SETTINGS, language } }, language);
  expect(screen.getByTestId(testid.facts).textContent).toContain(words);
  expect(shown(testid.lastUsed)).toBeNull();
});

test("how long lines stay is chosen among the preferences, and one set elsewhere stands there too", async () => {
  const { shell, user } = await openWindow({
    credentials: [valid("groq")],
    settings: { ...SETTINGS, logDays: 14 },
  });
  await user.click(screen.getByTestId(testid.navPreferences));
  const names = within(await screen.findByTestId(testid.prefLogDays))
    .getAllByRole("radio")
    .map((radio) => radio.textContent);
  expect(names).toEqual(["7", "14", "30", "90", "365", "For ever"]);
  await user.click(screen.getByRole("radio", { name: "For ever" }));
  await waitFor(() => expect(shell.state.settings.logDays).toBe(0));
  shell.state.failing = { update_settings: { kind: "diskFull" } };
  await user.click(screen.getByRole("radio", { name: "7 days" }));
  expect((await screen.findByTestId(testid.formError)).textContent).toContain("The disk is full");
  expect(screen.getByTestId(testid.prefLogDaysOption(0)).getAttribute("aria-checked")).toBe("true");
});
