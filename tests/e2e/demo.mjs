// The main job once, for a person to read: first start, a key, its check, its models, a picture.

import { programs } from "./programs.mjs";
import { Session } from "./session.mjs";
import { record, recorded } from "./watch.mjs";
import { startPractice, Window } from "./window.mjs";

const { app, cli, practice: practiceProgram, pictures } = programs();
const say = (text) => console.log(`   ${text}`);

const session = await Session.start();
let window;
try {
  const practice = await startPractice(session, practiceProgram);
  say("A virtual display, a private session bus and a real gnome-keyring are up.");
  say(`The practice provider answers at ${practice.url}.`);

  window = await Window.open(session, { app, pictures });
  await record(window);
  await window.says("lock-line", /GNOME Keyring/);
  say(
    `The window is open; it says: ${(await window.text("lock-line")).trim().replaceAll(/\s+/g, " ")}`,
  );

  await window.click("tile-groq");
  await window.type("key-input", practice.groq_key);
  await window.click("more-options");
  await window.type("base-url-input", `${practice.url}/openai/v1`);
  await window.click("save-key");
  say("Groq was chosen, a fake key typed, the practice provider given as base URL, and saved.");

  await window.waitFor("status-groq", "data-status", "valid", 30_000);
  await window.see("model-row");
  const { events } = await recorded(window);
  say(`Events of the check: ${events.map(({ status }) => status).join(", ")}.`);
  say(`Models listed: ${events.at(-1).models}.`);

  const { stdout } = await session.run(cli, ["list", "--json"]);
  const [credential] = JSON.parse(stdout);
  say(`The command line reads the same vault: ${credential.provider} is ${credential.status}.`);
  await window.picture("keystow-window");
} finally {
  await window?.close();
  await session.close();
}
