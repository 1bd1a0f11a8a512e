import { type RefObject, useLayoutEffect, useRef } from "react";

/** Where something goes away that has the focus, somebody is told in time to put it elsewhere. */
export function useFocusElsewhere(
  element: RefObject<HTMLElement | null>,
  onGone: () => void,
): void {
  const tell = useRef(onGone);
  useLayoutEffect(() => {
    tell.current = onGone;
  });
  useLayoutEffect(() => {
    const here = element.current;
    return () => {
      if (here && here === document.activeElement) tell.current();
    };
  }, [element]);
}
