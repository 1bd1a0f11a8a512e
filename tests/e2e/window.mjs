// The built window, driven through WebKitWebDriver as a person would: finding things by their test
// ids, clicking, typing, and reading what it shows.

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { eventually, freePort, within } from "./session.mjs";

// The page's packages carry the client; this folder has none of its own.
const require = createRequire(new URL("../../ui/package.json", import.meta.url));
const { Builder, By, Capabilities, Key } = require("selenium-webdriver");

/** How long anything in the window may take to appear, on a busy machine. */
const PATIENCE = 15_000;

export class Window {
  #driver;
  #pid;
  #server;
  #session;
  #pictures;

  /** Opens the window in a session; `pictures` is the folder for screenshots. */
  static async open(session, { app, pictures, env = {} }) {
    const window = new Window();
    window.#session = session;
    window.#pictures = pictures;
    const port = await freePort();
    window.#server = session.spawn(
      "window",
      "WebKitWebDriver",
      [`--port=${port}`, "--host=127.0.0.1"],
      {
        env: { TAURI_WEBVIEW_AUTOMATION: "true", ...env },
      },
    );
    const url = `http://127.0.0.1:${port}`;
    await eventually(
      "WebKitWebDriver answers",
      10_000,
      async () => (await fetch(`${url}/status`)).ok,
    );
    const capabilities = new Capabilities()
      .setBrowserName("wry")
      .set("webkitgtk:browserOptions", { binary: app, args: [] });
    const building = new Builder().usingServer(`${url}/`).withCapabilities(capabilities).build();
    window.#driver = building;
    await within("the window opens", 60_000, building);
    window.#pid = childOf(window.#server.pid);
    await window.#call("scripts get a deadline", (driver) =>
      driver.manage().setTimeouts({ script: 10_000 }),
    );
    return window;
  }

  /** The id of the program's own process; the web view's are its children. */
  get pid() {
    return this.#pid;
  }

  /** Ends the program, as logging out does, and waits until its process is gone. Returns how long that took. */
  async close() {
    // The driver ends its session, but leaves the program running.
    await within("the driver lets go", 15_000, this.#driver.quit()).catch(() => {});
    await this.#session.end(this.#server);
    if (this.#pid === undefined) return undefined;
    const began = Date.now();
    signal(this.#pid, "SIGTERM");
    await eventually("the program is gone", 5_000, () => !existsSync(`/proc/${this.#pid}`)).catch(
      (error) => {
        signal(this.#pid, "SIGKILL");
        throw error;
      },
    );
    return Date.now() - began;
  }

  /** Runs JavaScript in the page and returns its value. */
  script(body, ...args) {
    return this.#call("a script runs", (driver) => driver.executeScript(body, ...args));
  }

  /** Runs JavaScript that ends by calling its last argument. */
  asyncScript(body, ...args) {
    return this.#call("a script runs", (driver) => driver.executeAsyncScript(body, ...args));
  }

  /** Waits for an element that can be seen. */
  see(id, ms = PATIENCE) {
    return eventually(`“${id}” is shown`, ms, async () => {
      for (const element of await this.#all(id)) if (await element.isDisplayed()) return element;
      return undefined;
    });
  }

  /** Waits until no such element can be seen. */
  async gone(id, ms = PATIENCE) {
    await eventually(`“${id}” is gone`, ms, async () => !(await this.shows(id)));
  }

  /** Whether such an element can be seen now. */
  async shows(id) {
    for (const element of await this.#all(id)) {
      if (await element.isDisplayed().catch(() => false)) return true;
    }
    return false;
  }

  async count(id) {
    return (await this.#all(id)).length;
  }

  async click(id, ms = PATIENCE) {
    await eventually(`“${id}” is clicked`, ms, async () => {
      await (await this.see(id, 1_000)).click();
      return true;
    });
  }

  /** Types into a field, in place of what stands there. */
  async type(id, text) {
    const field = await this.see(id);
    await this.#call(`“${id}” is typed into`, async () => {
      await field.click();
      await field.sendKeys(Key.chord(Key.CONTROL, "a"), Key.BACK_SPACE);
      await field.sendKeys(text);
    });
  }

  /** Pastes into a field what another program of the session has put on the clipboard. */
  async paste(id, text) {
    const owner = this.#session.spawn(
      "clipboard",
      "xclip",
      ["-selection", "clipboard", "-in", "-quiet"],
      {
        stdio: ["pipe", "log", "log"],
      },
    );
    owner.stdin.end(text);
    try {
      await eventually(
        "the clipboard holds the text",
        5_000,
        async () => (await this.clipboard()) === text,
      );
      const field = await this.see(id);
      await this.#call(`“${id}” is pasted into`, async () => {
        await field.click();
        await field.sendKeys(Key.chord(Key.CONTROL, "v"));
      });
      await eventually(`“${id}” holds something`, 5_000, () => field.getAttribute("value"));
    } finally {
      await this.#session.end(owner);
    }
  }

  /** What stands on the session's clipboard now. */
  async clipboard() {
    return (await this.#session.run("xclip", ["-selection", "clipboard", "-out"], { ms: 5_000 }))
      .stdout;
  }

  // Not getText: WebKit's driver takes text that could be cut off at the edge for invisible.
  text(id) {
    return this.#call(`“${id}” is read`, async () =>
      (await this.see(id)).getAttribute("innerText"),
    );
  }

  /** Waits until an element's text fits a pattern. */
  async says(id, pattern, ms = PATIENCE) {
    let last;
    await eventually(`“${id}” says ${pattern}`, ms, async () => {
      last = await this.text(id);
      return pattern.test(last);
    }).catch((error) => {
      throw new Error(`${error.message}; it says: ${last}`);
    });
  }

  attribute(id, name) {
    return this.#call(`“${id}” is read`, async () => (await this.see(id)).getAttribute(name));
  }

  /** Waits until an element's attribute has a value. */
  async waitFor(id, name, value, ms = PATIENCE) {
    let last;
    await eventually(`“${id}” has ${name}=${value}`, ms, async () => {
      last = await (await this.see(id, 1_000)).getAttribute(name);
      return last === value;
    }).catch((error) => {
      throw new Error(`${error.message}; it is ${last}`);
    });
  }

  /** Leaves a picture of the window. */
  async picture(name) {
    // What fades or moves comes to rest first; then what changed just now may be a frame behind.
    await this.asyncScript(`
      const done = arguments[0];
      const passing = document.getAnimations().filter((each) => each.effect.getComputedTiming().endTime !== Infinity);
      Promise.allSettled(passing.map((each) => each.finished))
        .then(() => requestAnimationFrame(() => requestAnimationFrame(done)));
    `);
    const png = await this.#call("a screenshot is taken", (driver) => driver.takeScreenshot());
    const file = join(this.#pictures, `${name}.png`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, Buffer.from(png, "base64"));
    return file;
  }

  #all(id) {
    return this.#call(`“${id}” is looked for`, (driver) =>
      driver.findElements(By.css(`[data-testid="${id}"]`)),
    );
  }

  #call(what, work) {
    return within(what, 20_000, Promise.resolve(this.#driver).then(work));
  }
}

/** The one child of a process. */
function childOf(parent) {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .find((pid) => {
      try {
        return (
          readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ")[1] === String(parent)
        );
      } catch {
        return false;
      }
    });
}

function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {
    // It is gone already.
  }
}

/** Starts the practice provider; returns its address and its right keys. */
export async function startPractice(session, program) {
  // Its words for people name the right keys, so they stay out of the session's logs.
  const child = session.spawn("practice", program, [], { stdio: ["pipe", "pipe", "ignore"] });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (part) => (text += part));
  await eventually("the practice provider answers", 10_000, () => {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
    return text.includes("\n");
  });
  return JSON.parse(text.split("\n")[0]);
}
