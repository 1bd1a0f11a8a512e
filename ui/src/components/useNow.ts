import { useSyncExternalStore } from "react";

const TICK_MS = 30_000;

let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    now = Date.now();
    timer = setInterval(() => {
      now = Date.now();
      for (const each of listeners) each();
    }, TICK_MS);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** One clock for all relative times of the window. It ticks every 30 s. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

/** Moments after the last tick count as seen from themselves: nothing is ever "in 4 seconds". */
export function nowFor(iso: string, tick: number): number {
  return Math.max(tick, Math.min(Date.now(), new Date(iso).getTime()));
}
