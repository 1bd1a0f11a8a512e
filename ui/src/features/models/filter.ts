import type { Entry } from "./entry";

export type Filters = {
  capabilities: readonly string[];
  input: readonly string[];
  output: readonly string[];
  /** The least context window in tokens; 0 where any will do. */
  context: number;
  onlyNew: boolean;
  withGone: boolean;
};

export const NO_FILTERS: Filters = {
  capabilities: [],
  input: [],
  output: [],
  context: 0,
  onlyNew: false,
  withGone: false,
};

export const CONTEXTS = [0, 32_000, 128_000, 200_000, 1_000_000] as const;

/** Whether every word, every chosen property and the window fit. Says nothing of those gone. */
export function fits(query: string, filters: Filters): (entry: Entry) => boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const { capabilities, input, output, context, onlyNew } = filters;
  return (entry) =>
    (!onlyNew || entry.isNew) &&
    (context === 0 || (entry.context?.value ?? 0) >= context) &&
    hasAll(entry.capabilities, capabilities) &&
    hasAll(entry.input, input) &&
    hasAll(entry.output, output) &&
    words.every((word) => entry.text.includes(word));
}

function hasAll(present: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((word) => present.includes(word));
}

/** How many filters narrow the list; that those gone are shown narrows nothing. */
export function narrowing({ capabilities, input, output, context, onlyNew }: Filters): number {
  return (
    capabilities.length + input.length + output.length + (context > 0 ? 1 : 0) + (onlyNew ? 1 : 0)
  );
}

export type Choices = {
  capabilities: readonly string[];
  input: readonly string[];
  output: readonly string[];
  contexts: boolean;
  anyNew: boolean;
  gone: number;
};

/** What there is to choose from: only what some model of the list has. */
export function choicesOf(entries: readonly Entry[]): Choices {
  const capabilities = new Set<string>();
  const input = new Set<string>();
  const output = new Set<string>();
  let contexts = false;
  let anyNew = false;
  let gone = 0;
  for (const entry of entries) {
    for (const word of entry.capabilities) capabilities.add(word);
    for (const word of entry.input) input.add(word);
    for (const word of entry.output) output.add(word);
    contexts ||= entry.context !== null;
    anyNew ||= entry.isNew;
    if (entry.isGone) gone += 1;
  }
  return {
    capabilities: [...capabilities].sort(),
    input: usualFirst(input),
    output: usualFirst(output),
    contexts,
    anyNew,
    gone,
  };
}

export const USUAL = ["text", "image", "audio", "video", "file", "embeddings"] as const;

function usualFirst(words: ReadonlySet<string>): string[] {
  const usual: string[] = USUAL.filter((word) => words.has(word));
  return [...usual, ...[...words].filter((word) => !usual.includes(word)).sort()];
}
