import { screen, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { events } from "../../ipc/bindings";
import { valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { openWindow, shown } from "../../test/window";

test("what happened before the window could listen is read once it can", async () => {
  let hear: () => void = () => undefined;
  vi.spyOn(events.vaultChanged, "listen").mockReturnValue(
    new Promise((resolve) => {
      hear = () => resolve(() => undefined);
    }),
  );
  const { shell } = await openWindow({ credentials: [valid("groq")] });
  shell.put(valid("openai"));
  expect(shown(testid.credential("openai"))).toBeNull();
  hear();
  expect(await screen.findByTestId(testid.credential("openai"))).toBeTruthy();
});

test("a first list that was asked for before the window could listen is asked for again", async () => {
  const { promise, keep } = later();
  const { shell } = await openWindow({
    credentials: [valid("groq")],
    waiting: { list_credentials: promise },
  });
  await waitFor(() => expect(shell.asked("list_credentials").length).toBeGreaterThan(1));
  keep();
  expect(await screen.findByTestId(testid.credential("groq"))).toBeTruthy();
});

test("a window that cannot listen reads the lists again by itself", async () => {
  vi.spyOn(events.vaultChanged, "listen").mockRejectedValue("not allowed");
  const { shell } = await openWindow({ credentials: [valid("groq")] });
  shell.put(valid("openai"));
  expect(await screen.findByTestId(testid.credential("openai"))).toBeTruthy();
});

function later() {
  let keep: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => {
    keep = resolve;
  });
  return { promise, keep };
}
