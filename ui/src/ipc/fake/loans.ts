import type { LoanPurpose, LoanView } from "../bindings";
import { minutesAgo } from "./fixtures";
import { ALL_PROVIDERS } from "./providers";

export type LoanFakeState = { loans: LoanView[] };

export const LOAN_STATE: LoanFakeState = { loans: [] };

/** Undefined where it is no command about the access log. */
export function answerLoans(state: LoanFakeState, command: string): unknown {
  switch (command) {
    case "list_loans":
      return state.loans;
    case "clear_loans":
      state.loans = [];
      return null;
    default:
      return undefined;
  }
}

export function loan(provider: string, change: Partial<LoanView> = {}): LoanView {
  return {
    time: minutesAgo(5),
    profile: "default",
    provider,
    name: ALL_PROVIDERS.find((each) => each.id === provider)?.name ?? provider,
    purpose: "run",
    program: "/usr/bin/python3.13",
    parent: "/usr/bin/bash",
    cwd: "/home/ada/projects/mailmind",
    ...change,
  };
}

const WINDOW = {
  program: "/usr/bin/keystow-desktop",
  parent: "/usr/lib/systemd/systemd",
  cwd: "/home/ada",
};
const DAY = 24 * 60;

/** Some days of an ordinary desk. */
export const LOANS: readonly LoanView[] = [
  loan("groq", { time: minutesAgo(4) }),
  loan("groq", { ...WINDOW, purpose: "try", time: minutesAgo(11) }),
  loan("openai", {
    purpose: "library",
    time: minutesAgo(26),
    program: "/home/ada/.cargo/bin/mailmind",
    parent: "/usr/bin/zsh",
  }),
  loan("openai", {
    purpose: "get",
    time: minutesAgo(DAY + 12),
    program: "/usr/bin/keystow",
    cwd: "/home/ada/projects/evals",
  }),
  loan("anthropic", { ...WINDOW, purpose: "copy", time: minutesAgo(DAY + 190) }),
  loan("anthropic", { ...WINDOW, purpose: "reveal", time: minutesAgo(DAY + 191) }),
  loan("google_gemini", {
    purpose: "other",
    time: minutesAgo(9 * DAY),
    program: null,
    parent: null,
    cwd: null,
  }),
  loan("mistral", {
    time: minutesAgo(9 * DAY + 3),
    program: "/opt/node/bin/node",
    cwd: "/srv/www/app",
  }),
];

const PURPOSES: readonly LoanPurpose[] = ["run", "get", "library", "copy", "reveal", "try"];
const USERS = ["groq", "openai", "anthropic", "mistral", "openrouter"];

/** As many loans as asked for, a quarter of an hour apart. */
export function manyLoans(count: number): LoanView[] {
  return Array.from({ length: count }, (_, index) =>
    loan(USERS[index % USERS.length] ?? "groq", {
      purpose: PURPOSES[index % PURPOSES.length] ?? "run",
      time: minutesAgo(15 * index),
      program: `/usr/bin/tool-${index % 40}`,
      cwd: `/home/ada/projects/project-${index % 25}`,
    }),
  );
}
