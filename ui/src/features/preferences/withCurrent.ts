/** The usual numbers to choose from, and beside them the one that was set elsewhere. */
export function withCurrent(usual: readonly number[], current: number): number[] {
  return [...new Set([...usual, current])].sort((a, b) => a - b);
}
