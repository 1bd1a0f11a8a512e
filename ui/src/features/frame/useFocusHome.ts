import { useEffect, useRef } from "react";

/** When what had the focus has gone, the heading of what came in its place takes it. */
export function useFocusHome(place: string): void {
  const before = useRef(place);
  useEffect(() => {
    if (before.current === place) return;
    before.current = place;
    if (document.activeElement === null || document.activeElement === document.body) {
      document.querySelector<HTMLElement>("[data-home]")?.focus();
    }
  }, [place]);
}
