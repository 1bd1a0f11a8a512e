import type { KeyFault, KeyInspectionView, Removed } from "../bindings";

const PREFIXES: readonly [string, string][] = [
  ["sk-ant-", "anthropic"],
  ["sk-proj-", "openai"],
  ["AIza", "google_gemini"],
  ["gsk_", "groq"],
];

function faultOf(key: string): KeyFault | null {
  if (key === "") return { fault: "empty" };
  if (key.length > 4096) return { fault: "tooLong", length: key.length };
  if (/^https?:/.test(key)) return { fault: "looksLikeUrl" };
  const space = key.indexOf(" ");
  if (space >= 0) return { fault: "innerSpace", position: space + 1 };
  const odd = [...key].findIndex((character) => character > "~");
  if (odd >= 0) return { fault: "notAscii", character: [...key][odd] ?? "", position: odd + 1 };
  return null;
}

/** A short stand-in for the rules the core has; enough for tests of the window. */
export function inspectText(text: string): KeyInspectionView {
  const removed: Removed[] = [];
  let start = 0;
  let end = text.length;
  const cut = (what: Removed, head: RegExp, tail?: RegExp) => {
    const body = text.slice(start, end);
    const left = head.exec(body)?.[0].length ?? 0;
    const right = tail ? (tail.exec(body.slice(left))?.[0].length ?? 0) : 0;
    if (left + right > 0 && !removed.includes(what)) removed.push(what);
    start += left;
    end -= right;
  };
  cut("space", /^\s+/, /\s+$/);
  if (text.slice(start, end).includes("\n")) {
    const fault: KeyFault = { fault: "severalLines" };
    return { start, end, removed, fault, suggestedProvider: null };
  }
  cut("assignment", /^(export\s+)?[A-Z_]+=/);
  cut("quotes", /^["']/, /["']$/);
  cut("header", /^Authorization:\s*/i);
  cut("scheme", /^Bearer\s+/i);
  const key = text.slice(start, end);
  const suggested = PREFIXES.find(([prefix]) => key.startsWith(prefix))?.[1] ?? null;
  return { start, end, removed, fault: faultOf(key), suggestedProvider: suggested };
}
