// What the page ever showed and what it has stored, searched for a key; and what of a model's answer
// came as a stream.

import { forms } from "./leaks.mjs";

/** Collects from now on every text and attribute that the page draws, and every piece of an answer. */
export async function watchPage(window) {
  const answer = await window.asyncScript(`
    const done = arguments[0];
    const seen = (window.keystowPage = { drawn: new Set(), pieces: [], violations: [] });
    const take = (node) => seen.drawn.add(node.outerHTML ?? node.data ?? "");
    take(document.documentElement);
    new MutationObserver((changes) => {
      for (const { type, target, attributeName, addedNodes } of changes) {
        if (type === "childList") addedNodes.forEach(take);
        else if (type === "characterData") take(target);
        else seen.drawn.add(target.getAttribute(attributeName) ?? "");
      }
    }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    document.addEventListener("securitypolicyviolation", (event) => {
      seen.violations.push(event.violatedDirective + " " + event.blockedURI);
    });
    const internals = window.__TAURI_INTERNALS__;
    const handler = internals.transformCallback((event) => seen.pieces.push(event.payload.text));
    internals
      .invoke("plugin:event|listen", { event: "try_text", target: { kind: "Any" }, handler })
      .then(() => done(true), (error) => done(String(error)));
  `);
  if (answer !== true) throw new Error(`the page cannot listen to events: ${answer}`);
}

/** The pieces of answers that came so far; how many they are is up to the network and the program. */
export function pieces(window) {
  return window.script("return window.keystowPage.pieces;");
}

/** The content rules that were broken so far. */
export function violations(window) {
  return window.script("return window.keystowPage.violations;");
}

/** Where a key stands or ever stood in the page, and what the page has stored: `{ hits, stored, read }`. */
export async function searchPage(window, keys) {
  const held = await window.asyncScript(`
    const done = arguments[0];
    const fields = [...document.querySelectorAll("input, textarea")];
    const entries = (storage) => Object.entries({ ...storage }).flat();
    const names = async () => [
      ...(await indexedDB.databases()).map(({ name }) => name),
      ...(window.caches ? await caches.keys().catch(() => []) : []),
    ];
    names().then((databases) => done({
      "the page": document.documentElement.outerHTML,
      "what the page has shown": [...window.keystowPage.drawn].join("\\n"),
      "a field": fields.map(({ value }) => value).join("\\n"),
      "its address": location.href + " " + JSON.stringify(history.state),
      stored: [...entries(localStorage), ...entries(sessionStorage), ...databases, document.cookie]
        .filter((text) => text !== ""),
    }), (error) => done({ failed: String(error) }));
  `);
  if (held.failed) throw new Error(`the page's storage cannot be read: ${held.failed}`);
  const places = Object.entries({ ...held, stored: held.stored.join("\n") });
  const needles = keys.flatMap((key) => [...forms(key)]);
  const hits = places.flatMap(([place, text]) =>
    needles
      .filter(([, needle]) => Buffer.from(text).includes(needle))
      .map(([form]) => ({ form, place })),
  );
  const read = places.reduce((sum, [, text]) => sum + text.length, 0);
  return {
    hits: [...new Map(hits.map((hit) => [JSON.stringify(hit), hit])).values()],
    stored: held.stored,
    read,
  };
}

/** Shows a key in the page for a moment and stores it: a search that finds nothing must be able to. */
export async function plant(window, key) {
  const write = (body) => window.script(`${body}`, key);
  await write(`
    const note = document.createElement("p");
    note.textContent = arguments[0];
    document.body.append(note);
    setTimeout(() => note.remove());
    sessionStorage.setItem("planted", arguments[0]);
  `);
}
