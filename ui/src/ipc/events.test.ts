import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { events } from "./bindings";
import { listenToVault } from "./events";

const stop = vi.fn();
const hearing = vi.fn();
const deaf = vi.fn();
const listener = {
  onStatus: () => undefined,
  onChanged: () => undefined,
  onHearing: hearing,
  onDeaf: deaf,
};

beforeEach(() => {
  vi.useFakeTimers();
  for (const each of [stop, hearing, deaf]) each.mockReset();
});
afterEach(() => {
  vi.useRealTimers();
});

function shell() {
  return {
    status: vi.spyOn(events.apiKeyStatus, "listen").mockResolvedValue(stop),
    changed: vi.spyOn(events.vaultChanged, "listen").mockResolvedValue(stop),
  };
}

test("it says once that both listeners stand", async () => {
  shell();
  const end = listenToVault(listener);
  expect(hearing).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(hearing).toHaveBeenCalledTimes(1);
  expect(deaf).not.toHaveBeenCalled();
  end();
  expect(stop).toHaveBeenCalledTimes(2);
});

test("while one cannot listen, that is said every two seconds, and listening is tried again", async () => {
  const { changed } = shell();
  changed.mockRejectedValueOnce("no").mockRejectedValueOnce("no");
  const end = listenToVault(listener);
  await vi.advanceTimersByTimeAsync(0);
  expect(deaf).toHaveBeenCalledTimes(1);
  expect(stop).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(deaf).toHaveBeenCalledTimes(2);
  expect(hearing).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(deaf).toHaveBeenCalledTimes(2);
  expect(hearing).toHaveBeenCalledTimes(1);
  expect(changed).toHaveBeenCalledTimes(3);
  end();
  expect(stop).toHaveBeenCalledTimes(4);
});

test("ended before the shell has answered, it listens no more", async () => {
  const { changed } = shell();
  changed.mockRejectedValueOnce("no");
  listenToVault(listener)();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(hearing).not.toHaveBeenCalled();
  expect(deaf).not.toHaveBeenCalled();
  expect(stop).toHaveBeenCalledTimes(1);
  expect(changed).toHaveBeenCalledTimes(1);
});
