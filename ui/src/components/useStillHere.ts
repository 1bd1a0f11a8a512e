import { useEffect, useRef } from "react";

/**
 * For the end of something slow: whether the component is still there, and still about the
 * subject it was about when the slow thing began.
 */
export function useStillHere(subject: string): () => boolean {
  const current = useRef<string | null>(null);
  useEffect(() => {
    current.current = subject;
    return () => {
      current.current = null;
    };
  }, [subject]);
  return () => current.current === subject;
}
