// What the story of lending does in the window more than once.

import { eventually } from "./session.mjs";

/** Looks for keys in a file, up to what was found there; `begin` is the way in. */
export async function lookIntoFile(window, begin, file) {
  await window.click(begin);
  await window.click("import-source-file");
  await window.type("path-input", file);
  await window.click("import-look");
  await window.see("import-row-0");
}

/** Takes the way to a tool's text, also where its name did not fit beside the others. */
export async function chooseTool(window, tool) {
  await window.see("recipe-text");
  if (await window.shows(`recipe-${tool}`)) return window.click(`recipe-${tool}`);
  await window.click("recipe-more");
  return window.click(`recipe-option-${tool}`);
}

/** The lines of the activity that are drawn: `{ provider, purpose, text }`, newest first. */
export function activity(window) {
  return window.script(`
    return [...document.querySelectorAll("[data-testid='activity-row']")]
      .sort((one, other) => one.dataset.index - other.dataset.index)
      .map(({ dataset, innerText }) => ({ provider: dataset.provider, purpose: dataset.purpose, text: innerText }));
  `);
}

/** Brings something into the middle of the window, for a picture. */
export async function bringIntoSight(window, id) {
  await window.see(id);
  await window.script(
    `document.querySelector('[data-testid="${id}"]').scrollIntoView({ block: "center", behavior: "instant" });`,
  );
}

/** Every place of the story once more, in German and dark, for its pictures. */
export async function showInGerman({ window, picture, file }) {
  await window.click("nav-preferences");
  await window.click("pref-language-de");
  await eventually("the page says it is German", 5_000, () =>
    window.script("return document.documentElement.lang === 'de';"),
  );
  await window.click("pref-theme-dark");
  await window.click("nav-activity");
  await window.see("activity-row");
  await picture("l14-activity-german-dark");
  await window.click("nav-keys");
  await window.click("credential-groq");
  await window.see("lend-policy");
  await picture("l15-key-german-dark");
  await window.says("recipe-run", /Jedes Programm/);
  await window.click("try-toggle");
  await bringIntoSight(window, "use-section");
  await picture("l16-use-and-try-german-dark");
  await window.click("profile-switch");
  await window.click("profiles-manage");
  await window.see("profile-row-work");
  await picture("l17-profiles-german-dark");
  await window.click("profiles-close");
  await lookIntoFile(window, "import-begin", file);
  await window.see("import-group-same");
  await picture("l18-import-german-dark");
  await window.click("import-do");
  await window.see("import-leftover");
  // It is the default now, and need not be named.
  await window.says("import-command", /^keystow run --only groq -- /);
  await picture("l19-import-report-german-dark");
  await window.click("import-done");
  await window.gone("import-dialog");
}
