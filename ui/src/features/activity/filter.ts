import type { LoanPurpose } from "../../ipc";
import type { Entry } from "./entry";

export type Filters = {
  purposes: readonly LoanPurpose[];
  /** Ids. */
  providers: readonly string[];
  /** Whether those of the window's profile alone. */
  onlyMine: boolean;
};

export const NO_FILTERS: Filters = { purposes: [], providers: [], onlyMine: false };

export const PURPOSES: readonly LoanPurpose[] = [
  "run",
  "get",
  "library",
  "try",
  "copy",
  "reveal",
  "other",
];

/** Whether every word and every kind of filter fits; of one kind any choice will do. */
export function fits(query: string, filters: Filters, mine: string): (entry: Entry) => boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const { purposes, providers, onlyMine } = filters;
  return ({ loan, text }) =>
    (purposes.length === 0 || purposes.includes(loan.purpose)) &&
    (providers.length === 0 || providers.includes(loan.provider)) &&
    (!onlyMine || loan.profile === mine) &&
    words.every((word) => text.includes(word));
}

export const narrowed = ({ purposes, providers, onlyMine }: Filters) =>
  onlyMine || purposes.length + providers.length > 0;

export type Choices = {
  purposes: readonly LoanPurpose[];
  /** Names by id. */
  providers: ReadonlyMap<string, string>;
  /** Every profile that was ever lent from. */
  profiles: ReadonlySet<string>;
};

/** What there is to choose from: only what some loan has. */
export function choicesOf(entries: readonly Entry[]): Choices {
  const purposes = new Set<LoanPurpose>();
  const names = new Map<string, string>();
  const profiles = new Set<string>();
  for (const { loan } of entries) {
    purposes.add(loan.purpose);
    names.set(loan.provider, loan.name);
    profiles.add(loan.profile);
  }
  return {
    purposes: PURPOSES.filter((each) => purposes.has(each)),
    providers: new Map([...names].sort(([, a], [, b]) => a.localeCompare(b))),
    profiles,
  };
}
