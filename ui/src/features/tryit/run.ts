import type { CommandError, TryView } from "../../ipc";

/** One prompt and what came of it so far. */
export type Run = {
  number: number;
  model: string;
  phase: "waiting" | "answering" | "ended";
  stopping: boolean;
  /** The answer, fit to be shown. */
  text: string;
  /** How it ended. */
  end: TryView | null;
  error: CommandError | null;
};

/** A page that was loaded anew begins elsewhere: words of a run of before are none of its own. */
let latest = Math.floor(Math.random() * 1_000_000) * 1_000;

export function begin(model: string): Run {
  latest += 1;
  return {
    number: latest,
    model,
    phase: "waiting",
    stopping: false,
    text: "",
    end: null,
    error: null,
  };
}

export const isRunning = (run: Run | null): run is Run => run !== null && run.phase !== "ended";
