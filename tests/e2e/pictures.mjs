// The README's pictures, taken of the real window in both themes.

import { programs } from "./programs.mjs";
import { Session } from "./session.mjs";
import { startPractice, Window } from "./window.mjs";

const { app, cli, practice: practiceProgram, pictures } = programs();

const session = await Session.start();
let window;
try {
  const practice = await startPractice(session, practiceProgram);
  const keys = [
    ["groq", "/openai/v1", practice.groq_key],
    ["anthropic", "", practice.anthropic_key],
    ["google_gemini", "", practice.gemini_key],
    ["openai", "/v1", `${practice.openai_key}-revoked`],
  ];
  for (const [provider, path, key] of keys) {
    await session.run(cli, ["add", provider, "--base-url", `${practice.url}${path}`], {
      input: key,
    });
  }
  window = await Window.open(session, { app, pictures });
  for (const theme of ["light", "dark"]) {
    await window.click("nav-preferences");
    await window.click(`pref-theme-${theme}`);
    await window.click("nav-keys");
    await window.click("credential-groq");
    await window.see("model-row");
    console.log(`   ${await window.picture(`window-${theme}`)}`);
  }
} finally {
  await window?.close();
  await session.close();
}
