import { emit } from "@tauri-apps/api/event";
import type { CommandError, ProviderView, RecipeView, TryRequest, TryView } from "../bindings";
import { ALL_PROVIDERS } from "./providers";
import { recipesFor } from "./recipes";

export type TryFakeState = {
  /** In place of the usual recipes. */
  recipes: readonly RecipeView[] | null;
  /** What a model answers, piece by piece. */
  answer: readonly string[];
  tried: TryView;
  /** Keeps an answer from ending, until it is stopped. */
  endless: boolean;
  /** How an answer ends after its words, where it fails then. */
  brokenOff: CommandError | null;
  /** Ends running answers. */
  tries: Map<number, () => void>;
};

export const tryState = (): TryFakeState => ({
  recipes: null,
  answer: ["A keystone ", "is the wedge at the top ", "of an arch.\n\n", "It locks the others."],
  tried: {
    stopped: false,
    cutOff: false,
    inputTokens: 38,
    outputTokens: 1_204,
    firstMs: 412,
    totalMs: 3_180,
  },
  endless: false,
  brokenOff: null,
  tries: new Map(),
});

type Asked = TryFakeState & { providers: readonly ProviderView[] };

/** Undefined where it is no command about recipes or prompts. */
export function answerTry(state: Asked, command: string, args: Record<string, unknown>): unknown {
  switch (command) {
    case "list_recipes":
      return state.recipes ?? usual(String(args.provider));
    case "try_model":
      return answer(state, args.request as TryRequest);
    case "stop_try":
      return stop(state, Number(args.run));
    default:
      return undefined;
  }
}

function usual(provider: string): RecipeView[] {
  const known = ALL_PROVIDERS.find((each) => each.id === provider);
  return recipesFor(
    provider,
    known?.keyEnv[0] ?? "API_KEY",
    known?.apiRoot ?? "https://llm.example.org/v1",
  );
}

export const emitTryText = (run: number, text: string) => emit("try_text", { run, text });

async function answer(state: Asked, { run }: TryRequest): Promise<TryView> {
  let stopped = false;
  const ended = new Promise<void>((resolve) => {
    state.tries.set(run, () => {
      stopped = true;
      resolve();
    });
  });
  for (const text of state.answer) {
    if (!stopped) await emitTryText(run, text);
  }
  if (state.endless) await ended;
  state.tries.delete(run);
  if (state.brokenOff) throw state.brokenOff;
  return stopped ? { ...state.tried, stopped, inputTokens: null, outputTokens: null } : state.tried;
}

function stop(state: Asked, run: number): boolean {
  const end = state.tries.get(run);
  end?.();
  return end !== undefined;
}
