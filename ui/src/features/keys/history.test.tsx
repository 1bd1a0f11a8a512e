import { act, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { minutesAgo, PAST_CHECKS, pastCheck, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { openWindow, shown } from "../../test/window";

const state = () => ({ credentials: [valid("groq")], checks: { groq: PAST_CHECKS } });
const rows = () =>
  screen.queryAllByTestId(testid.historyRow).map((row) => row.textContent?.replace(/\s/gu, " "));

test("a credential without past checks has no history", async () => {
  await openWindow({ credentials: [valid("groq")] });
  expect(shown(testid.history)).toBeNull();
});

test("the last few checks are folded away, and all of them one click further", async () => {
  const { shell, user } = await openWindow(state());
  const history = await screen.findByTestId<HTMLDetailsElement>(testid.history);
  expect(shell.asked("list_checks")[0]).toEqual({ profile: null, provider: "groq" });
  expect(history.open).toBe(false);
  expect(rows()).toHaveLength(8);
  await user.click(screen.getByText("History"));
  expect(history.open).toBe(true);
  await user.click(screen.getByTestId(testid.historyAll));
  expect(rows()).toHaveLength(PAST_CHECKS.length);
  expect(shown(testid.historyAll)).toBeNull();
  expect(document.activeElement).toBe(screen.getAllByTestId(testid.historyRow)[8]);
});

test("a past check tells verdict, change of models, answer and time", async () => {
  await openWindow(state());
  await screen.findByTestId(testid.history);
  expect(rows()[0]).toBe("valid+3 new, 1 goneHTTP 200 · 182 ms2 minutes ago");
  expect(rows()[1]).toMatch(/^unreachable1 day ago · \w{3} \d+, \d+:\d\d [AP]M$/);
  expect(rows()[2]).toMatch(/^validHTTP 200 · 1\.5 s2 days ago · /);
  expect(rows()[4]).toMatch(/^rejectedHTTP 401 · 140 ms1 week ago · /);
  const time = screen.getAllByTestId(testid.historyRow)[0]?.querySelector("time");
  expect(time?.title).toMatch(/\d{4}/);
});

test("the end of a check is in the history by itself", async () => {
  const { shell } = await openWindow(state());
  await screen.findByTestId(testid.history);
  shell.state.checks = {
    groq: [pastCheck({ goneModels: 7, checkedAt: minutesAgo(0) }), ...PAST_CHECKS],
  };
  await act(() => shell.emitStatus({ provider: "groq", status: "valid", verdict: "accepted" }));
  await waitFor(() => expect(rows()[0]).toContain("7 gone"));
});
