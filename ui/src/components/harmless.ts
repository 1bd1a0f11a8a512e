/** Controls, bidirectional overrides, invisible marks, line separators, lone surrogates. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const MOST = 200;

/** Somebody else's words, fit to be shown: nothing hidden acts on what stands beside it. */
export function harmless(text: string, most: number = MOST): string {
  const visible = text.replace(HIDDEN, (hidden) => `\\u{${hidden.codePointAt(0)?.toString(16)}}`);
  const characters = [...visible.slice(0, 2 * most)];
  const whole = characters.length <= most && visible.length <= 2 * most;
  return whole ? visible : `${characters.slice(0, most - 1).join("")}…`;
}

/** Line breaks and tabs, and what only joins letters or parts of a picture to one. */
const KEPT = new Set(["\n", "\t", "\u200c", "\u200d"]);

/** The same for a text of many lines, of any length; pieces of it may be treated one by one. */
export function harmlessText(text: string): string {
  return text
    .replaceAll("\r", "")
    .replace(HIDDEN, (hidden) =>
      KEPT.has(hidden) ? hidden : `\\u{${hidden.codePointAt(0)?.toString(16)}}`,
    );
}
