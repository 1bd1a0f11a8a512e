import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";

const NEAR_PX = 24;

/**
 * Keeps the end of growing words in sight, in their own box and in the pane around it. Whoever
 * scrolls up is left alone, in the box until its end is reached again.
 */
export function useFollow(
  box: RefObject<HTMLElement | null>,
  end: RefObject<HTMLElement | null>,
  pane: RefObject<HTMLElement | null>,
  words: string,
): void {
  const following = useRef(true);
  const led = useRef(true);
  useEffect(() => {
    const inner = box.current;
    const outer = pane.current;
    let innerTop = inner?.scrollTop ?? 0;
    let outerTop = outer?.scrollTop ?? 0;
    const onInner = () => {
      if (!inner) return;
      const { scrollTop, scrollHeight, clientHeight } = inner;
      if (scrollTop < innerTop) following.current = false;
      if (scrollHeight - scrollTop - clientHeight < NEAR_PX) following.current = true;
      innerTop = scrollTop;
    };
    const onOuter = () => {
      if (!outer) return;
      if (outer.scrollTop < outerTop) led.current = false;
      outerTop = outer.scrollTop;
    };
    inner?.addEventListener("scroll", onInner);
    outer?.addEventListener("scroll", onOuter);
    return () => {
      inner?.removeEventListener("scroll", onInner);
      outer?.removeEventListener("scroll", onOuter);
    };
  }, [box, pane]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new words are what is followed
  useLayoutEffect(() => {
    if (following.current && box.current) box.current.scrollTop = box.current.scrollHeight;
    if (led.current) end.current?.scrollIntoView?.({ block: "nearest" });
  }, [words, box, end]);
}
