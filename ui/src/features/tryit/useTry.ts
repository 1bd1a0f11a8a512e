import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { harmlessText } from "../../components/harmless";
import { commandErrorOf, host, listenToTry } from "../../ipc";
import { begin, isRunning, type Run } from "./run";
import { storeTold } from "./told";

const DRAW_MS = 40;
const AGAIN_MS = 250;
const MOST_TRIES = 20;

/** A run as long as words of it may arrive: also some after its end, which take another way. */
type Live = {
  number: number;
  running: boolean;
  wanted: boolean;
  asked: boolean;
  waiting: string;
  timer: ReturnType<typeof setTimeout> | undefined;
  silence: () => void;
};

type Asked = { model: string; prompt: string; agreed: boolean };

/** Sends one prompt at a time and collects what the model says. Whoever goes away stops it. */
export function useTry(profile: string | null, provider: string) {
  const client = useQueryClient();
  const [run, setRun] = useState<Run | null>(null);
  const live = useRef<Live | null>(null);
  const change = useCallback((number: number, patch: (run: Run) => Partial<Run>) => {
    setRun((before) => (before?.number === number ? { ...before, ...patch(before) } : before));
  }, []);

  useEffect(
    () => () => {
      if (live.current) abandon(live.current);
      live.current = null;
    },
    [],
  );

  const draw = (now: Live) => {
    clearTimeout(now.timer);
    now.timer = undefined;
    const words = now.waiting;
    now.waiting = "";
    if (words === "") return;
    change(now.number, ({ text, phase }) => ({
      text: text + words,
      phase: phase === "ended" ? phase : "answering",
    }));
  };

  const send = async ({ model, prompt, agreed }: Asked) => {
    if (live.current?.running) return;
    live.current?.silence();
    const fresh = begin(model);
    const { number } = fresh;
    const now: Live = {
      number,
      running: true,
      wanted: true,
      asked: false,
      waiting: "",
      timer: undefined,
      silence: () => undefined,
    };
    live.current = now;
    setRun(fresh);
    try {
      if (agreed) await storeTold(client);
      const silence = await listenToTry(number, (words) => {
        now.waiting += harmlessText(words);
        now.timer ??= setTimeout(() => draw(now), DRAW_MS);
      });
      now.silence = () => {
        clearTimeout(now.timer);
        silence();
      };
      if (!now.wanted) {
        now.silence();
        setRun((before) => (before?.number === number ? null : before));
        return;
      }
      now.asked = true;
      const end = await host.tryModel({ run: number, profile, provider, model, prompt });
      draw(now);
      change(number, () => ({ phase: "ended", end }));
    } catch (thrown) {
      draw(now);
      change(number, () => ({ phase: "ended", error: commandErrorOf(thrown) }));
    } finally {
      now.running = false;
      // A refusal may change what is known of the key, and the loan when it was last used.
      for (const name of ["credentials", "checks"]) {
        void client.invalidateQueries({ queryKey: [name] });
      }
    }
  };

  const stop = useCallback(() => {
    const now = live.current;
    if (!now?.running) return;
    change(now.number, () => ({ stopping: true }));
    void end(now);
  }, [change]);

  const forgive = () => setRun((before) => before && { ...before, error: null });
  return { run, running: isRunning(run), send, stop, forgive };
}

function abandon(now: Live): void {
  now.silence();
  void end(now);
}

/** Asked once more where the run is not known yet: its beginning may take longer than this. */
async function end(now: Live): Promise<void> {
  now.wanted = false;
  for (let turn = 0; turn < MOST_TRIES && now.running && now.asked; turn += 1) {
    if (await host.stopTry(now.number).catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}
