import { notifyManager } from "@tanstack/react-query";
import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeEach, vi } from "vitest";
import { closeWindow } from "./window";

configure({
  asyncUtilTimeout: 8_000,
  getElementError: (message) => new Error(message?.split("\n\nIgnored nodes")[0] ?? ""),
});

/** A change of a query is shown before the `act` that made it ends, not one timer later. */
notifyManager.setScheduler(queueMicrotask);

const WIDE = 1080;

/** What jsdom lacks: a layout. The window is 1080 wide, every box 600 high. */
beforeEach(() => {
  vi.stubGlobal("matchMedia", (media: string) => {
    const least = Number(/min-width: (\d+)rem/.exec(media)?.[1] ?? 0) * 16;
    return {
      matches: (Number(window.innerWidth) || WIDE) >= least,
      media,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    };
  });
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  window.innerWidth = WIDE;
  vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(600);
  vi.spyOn(Element.prototype, "clientWidth", "get").mockReturnValue(800);
});

afterEach(async () => {
  cleanup();
  await new Promise((resolve) => setTimeout(resolve, 0));
  closeWindow();
  document.documentElement.removeAttribute("data-theme");
});
