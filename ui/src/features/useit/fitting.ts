/**
 * Which tabs stand beside each other in so much room: all of them, or the first ones and room for
 * the button with the others. The one in use is always among them.
 */
export function fitting(
  widths: readonly number[],
  button: number,
  room: number,
  used: number,
): number[] {
  const all = widths.map((_, index) => index);
  const total = widths.reduce((sum, width) => sum + width, 0);
  if (total <= room) return all;
  const first = firstOnes(widths, room - button);
  if (used < first.length) return first.length > 0 ? first : [0];
  return [...firstOnes(widths, room - button - (widths[used] ?? 0)), used];
}

function firstOnes(widths: readonly number[], room: number): number[] {
  const shown: number[] = [];
  let left = room;
  for (const [index, width] of widths.entries()) {
    left -= width;
    if (left < 0) break;
    shown.push(index);
  }
  return shown;
}
