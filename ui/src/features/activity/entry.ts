import type { LoanView } from "../../ipc";

/** A loan with all that searching, filtering and grouping need, worked out once. */
export type Entry = {
  key: string;
  loan: LoanView;
  /** The day here, such as 2026-11-22. */
  day: string;
  text: string;
};

/** As they come, newest first. */
export function entriesOf(loans: readonly LoanView[]): Entry[] {
  return loans.map((loan, index) => ({
    // Counted from the oldest, so that a new line on top leaves the others who they are.
    key: `${loans.length - index} ${loan.time}`,
    loan,
    day: dayOf(new Date(loan.time)),
    text: [loan.name, loan.provider, loan.program, loan.parent, loan.cwd]
      .filter(Boolean)
      .join("\n")
      .toLowerCase(),
  }));
}

export function dayOf(moment: Date): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

/**
 * The last part of an executable's path. In a path from `/` on a backslash is a letter like any other,
 * and does not make the end of a name the whole of it.
 */
export function programName(path: string): string {
  const parts = path.split(path.startsWith("/") ? "/" : /[/\\]/).filter(Boolean);
  return parts.at(-1) ?? path;
}
