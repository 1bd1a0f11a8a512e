import { useSyncExternalStore } from "react";

type Layout = "one" | "two" | "three";

const TWO = "(min-width: 40rem)";
const THREE = "(min-width: 60rem)";

function subscribe(listener: () => void): () => void {
  const queries = [window.matchMedia(TWO), window.matchMedia(THREE)];
  for (const each of queries) each.addEventListener("change", listener);
  return () => {
    for (const each of queries) each.removeEventListener("change", listener);
  };
}

function read(): Layout {
  if (window.matchMedia(THREE).matches) return "three";
  return window.matchMedia(TWO).matches ? "two" : "one";
}

/** How many panes fit beside each other; the same widths as the `two:` and `three:` classes. */
export function useLayout(): Layout {
  return useSyncExternalStore(subscribe, read);
}
