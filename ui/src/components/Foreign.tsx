import { harmless } from "./harmless";

/** Words that came from elsewhere, in a direction of their own. */
export function Foreign({ children, className }: { children: string; className?: string }) {
  return <bdi className={className}>{harmless(children)}</bdi>;
}
