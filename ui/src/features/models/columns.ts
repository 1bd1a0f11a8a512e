export const ROW_HEIGHT = 36;

/** How many columns there are goes by the width of the list, not of the window. */
const PLAIN =
  "grid-cols-[minmax(0,1fr)_3.5rem_3.5rem] @2xl:grid-cols-[minmax(0,1fr)_4rem_4rem_9rem]";
const PLAIN_PRICED =
  "grid-cols-[minmax(0,1fr)_8.5rem] @sm:grid-cols-[minmax(0,1fr)_3.5rem_9rem] @2xl:grid-cols-[minmax(0,1fr)_4rem_4rem_9rem]";
const OWNED =
  "grid-cols-[minmax(0,1fr)_1.5rem_3.5rem] @lg:grid-cols-[minmax(0,1fr)_8rem_3.5rem_3.5rem] @3xl:grid-cols-[minmax(0,1fr)_8.5rem_4rem_4rem_9rem]";
const OWNED_PRICED =
  "grid-cols-[minmax(0,1fr)_1.5rem_8rem] @lg:grid-cols-[minmax(0,1fr)_8rem_3.5rem_9rem] @3xl:grid-cols-[minmax(0,1fr)_8.5rem_4rem_4rem_9rem]";

export type Columns = {
  row: string;
  context: string;
  output: string;
  price: string;
};

/** Where prices are what the list is sorted by, they stand also where room is scarce. */
export function columnsOf(owned: boolean, priced: boolean): Columns {
  const grid = owned ? (priced ? OWNED_PRICED : OWNED) : priced ? PLAIN_PRICED : PLAIN;
  return {
    row: `grid items-center gap-x-3 px-3 ${grid}`,
    context: priced ? (owned ? "@max-lg:hidden" : "@max-sm:hidden") : "",
    output: owned
      ? priced
        ? "@max-3xl:hidden"
        : "@max-lg:hidden"
      : priced
        ? "@max-2xl:hidden"
        : "",
    price: priced ? "" : owned ? "@max-3xl:hidden" : "@max-2xl:hidden",
  };
}
