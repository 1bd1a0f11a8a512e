import { useLayoutEffect, useRef, useState } from "react";
import { fitting } from "./fitting";

type Measured = { widths: readonly number[]; button: number; room: number };

/** Measures tabs that nobody sees, the last one being the button, and says which of them fit. */
export function useFitting(names: readonly string[], used: number) {
  const frame = useRef<HTMLDivElement>(null);
  const ruler = useRef<HTMLDivElement>(null);
  const [measured, setMeasured] = useState<Measured | null>(null);
  const words = names.join("\n");
  // biome-ignore lint/correctness/useExhaustiveDependencies: other words are measured anew
  useLayoutEffect(() => {
    const measure = () => {
      const all = [...(ruler.current?.children ?? [])].map(
        (each) => (each as HTMLElement).offsetWidth,
      );
      const button = all.pop() ?? 0;
      setMeasured({ widths: all, button, room: frame.current?.clientWidth ?? 0 });
    };
    measure();
    const observer = new ResizeObserver(measure);
    if (frame.current) observer.observe(frame.current);
    return () => observer.disconnect();
  }, [words]);
  const fits =
    measured?.widths.length === names.length
      ? fitting(measured.widths, measured.button, measured.room, used)
      : names.map((_, index) => index);
  return { frame, ruler, fits };
}
