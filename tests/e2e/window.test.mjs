// The main job in the built window, from the first start to the last look for a key in the clear.
// One story: each step stands on the one before, and the first that fails ends it.

import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { addAnEndpoint, HEADER_VALUE } from "./endpoints.mjs";
import { forms, searchFiles, searchProcesses, watchProcesses } from "./leaks.mjs";
import { programs } from "./programs.mjs";
import { eventually, Session } from "./session.mjs";
import {
  breakContentRules,
  forget,
  record,
  recorded,
  startAgain,
  tryToCall,
  tryToEmit,
  violationsOfStart,
} from "./watch.mjs";
import { startPractice, Window } from "./window.mjs";

const STEP = { timeout: 120_000 };
const BAD_KEY = "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";
const OTHER_KEY = "sk-fakeOther0Fake1Other2Fake3Other4Fake5Other6Fake7Other8";

const { app, cli, practice: practiceProgram, pictures, user, copies } = programs();

test(`the main job in the window${user === undefined ? "" : `, as user ${user}`}`, {
  timeout: 600_000,
}, async (t) => {
  const session = await Session.start({ user });
  let window;
  let failed = false;
  let practice;
  let keys;
  let stopWatching;

  /** One step of the story. */
  const step = (name, work) =>
    t.test(name, STEP, async (context) => {
      if (failed) return context.skip("an earlier step failed");
      try {
        await work();
      } catch (error) {
        failed = true;
        await window?.picture(`failed-${name.replaceAll(/\W+/g, "-")}`).catch(() => {});
        throw error;
      }
    });
  const picture = (name) => window.picture(user === undefined ? name : `user-${name}`);
  const openWindow = async (env = {}) => {
    window = await Window.open(session, { app, pictures, env });
    await record(window);
  };
  const keystow = async (args, input = "", env = {}) => {
    const done = await session.run(cli, args, { input, env });
    // What it says is searched for keys later; what `get` prints is one.
    const said = args[0] === "get" ? done.stderr : done.stdout + done.stderr;
    appendFileSync(join(session.logs, "command-line.log"), said);
    return done;
  };
  const json = async (args) => {
    const { code, stdout, stderr } = await keystow(args);
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout);
  };
  /** The events of one provider's latest check: `checking` first, one final status last, rising numbers. */
  const assertEventOrder = async (provider, final) => {
    const { events } = await recorded(window);
    const sequence = events.map((event) => event.sequence);
    assert.deepEqual(
      sequence,
      [...new Set(sequence)].sort((a, b) => a - b),
      "sequence rises",
    );
    const own = events.filter((event) => event.provider === provider);
    assert.deepEqual(
      own.map((event) => event.status),
      ["checking", final],
    );
    assert.equal(own[1].profile, "default");
    return own[1];
  };

  try {
    await step("the first start says what Keystow does and where keys will live", async () => {
      practice = await startPractice(session, practiceProgram);
      const { groq_key, anthropic_key, gemini_key } = practice;
      keys = [groq_key, anthropic_key, gemini_key, BAD_KEY, OTHER_KEY, HEADER_VALUE];
      stopWatching = watchProcesses(keys);
      await openWindow();
      await window.see("first-run");
      await window.says("lock-line", /GNOME Keyring/);
      await picture("1-first-run");
    });

    await step(
      "a pasted key is cleaned with a notice, saved, and then checked to valid",
      async () => {
        await window.click("tile-groq");
        await window.paste("key-input", `export GROQ_API_KEY="${practice.groq_key}"\n`);
        await window.see("paste-notice");
        await window.click("more-options");
        await window.type("base-url-input", `${practice.url}/delay/700/openai/v1`);
        await picture("2-form");
        await window.click("save-key");
        await window.see("saved-notice");
        await window.waitFor("status-groq", "data-status", "checking");
        await picture("3-saved-and-checking");
        await window.waitFor("status-groq", "data-status", "valid");
        assert.equal(await window.attribute("status-groq", "data-verdict"), "accepted");
        const final = await assertEventOrder("groq", "valid");
        assert.ok(final.models > 0, "the event counts the models");
        const { statuses } = await recorded(window);
        const shown = statuses.filter(({ id }) => id === "status-groq").map(({ status }) => status);
        assert.deepEqual(
          shown.filter((status) => status !== "unchecked"),
          ["checking", "valid"],
        );
      },
    );

    await step("its models appear by themselves, with a count", async () => {
      await window.see("model-row");
      const rows = await window.count("model-row");
      assert.ok(rows > 0);
      await window.says("model-count", /\d/);
      await picture("4-valid-with-models");
    });

    await step("a wrong key takes its place only when its owner insists, and stays", async () => {
      await window.click("replace-key");
      await window.type("key-input", BAD_KEY);
      await window.click("save-key");
      await window.see("not-proved");
      await forget(window);
      await window.click("store-anyway");
      await window.waitFor("status-groq", "data-status", "invalid");
      assert.equal(await window.attribute("status-groq", "data-verdict"), "rejected");
      await assertEventOrder("groq", "invalid");
      await picture("5-rejected");
    });

    await step("the right key in its place is valid again, and so is a second check", async () => {
      await forget(window);
      await window.click("replace-key");
      await window.type("key-input", practice.groq_key);
      await window.click("save-key");
      await window.waitFor("status-groq", "data-status", "valid");
      // It was proved before it was stored: no check came after.
      assert.deepEqual((await recorded(window)).events, []);
      await window.click("recheck");
      await eventually(
        "the second check ends",
        15_000,
        async () => (await recorded(window)).events.length >= 2,
      );
      await assertEventOrder("groq", "valid");
    });

    await step(
      "the key is revealed on demand, and copied without passing through the page",
      async () => {
        await window.click("reveal-key");
        const revealed = await window.text("revealed-key");
        // Compared without printing: a failed assertion must not show the key either.
        assert.ok(revealed === practice.groq_key, "the revealed key is the one that was pasted");
        await window.click("reveal-key");
        await window.gone("revealed-key");
        await window.click("copy-key");
        await eventually("the key is on the clipboard", 5_000, async () => {
          return (await window.clipboard()) === practice.groq_key;
        });
      },
    );

    await step("the command line reads what the window stored", async () => {
      const list = await json(["list", "--json"]);
      assert.equal(list.length, 1);
      assert.equal(list[0].provider, "groq");
      assert.equal(list[0].status, "valid");
      const models = await json(["models", "groq", "--json"]);
      assert.equal(models.length, list[0].models);
      const { stdout } = await keystow(["get", "groq"]);
      assert.ok(stdout === practice.groq_key, "`keystow get` gives the key that was typed");
    });

    await step("what the command line adds shows in the window within a second", async () => {
      // Three times, and the quickest counts: a busy machine may be late once.
      const added = [
        ["openai", `${practice.url}/v1`, OTHER_KEY],
        ["anthropic", practice.url, practice.anthropic_key],
        ["google_gemini", practice.url, practice.gemini_key],
      ];
      const times = [];
      for (const [provider, url, key] of added) {
        const args = ["add", provider, "--base-url", url, "--no-check", "--json"];
        const { code, stderr, endedAt } = await keystow(args, key);
        assert.equal(code, 0, stderr);
        await window.see(`credential-${provider}`, 5_000);
        const { ids } = await recorded(window);
        times.push(ids.find(({ id }) => id === `credential-${provider}`).at - endedAt);
      }
      assert.ok(Math.min(...times) <= 1_000, `it took ${times.join(", ")} ms`);
      await picture("6-four-keys");
    });

    await step("what the command line removes goes from the window", async () => {
      for (const provider of ["anthropic", "google_gemini"]) {
        const { code, stderr } = await keystow(["remove", provider, "--yes"]);
        assert.equal(code, 0, stderr);
        await window.gone(`credential-${provider}`, 5_000);
      }
    });

    await step("an endpoint with a gateway's header is added, checked and removed", () =>
      addAnEndpoint({ window, practice, json, keystow, picture }),
    );

    await step(
      "the page can send no event, call no ungranted command, and breaks no content rule",
      async () => {
        assert.match((await tryToEmit(window)) ?? "it was sent", /not allowed/);
        assert.match(
          (await tryToCall(window, "plugin:window|close")) ?? "it was called",
          /not allowed/,
        );
        assert.deepEqual((await recorded(window)).violations, []);
        await breakContentRules(window);
        await eventually("a violation on purpose is noticed", 5_000, async () => {
          return (await recorded(window)).violations.length > 0;
        });
      },
    );

    await step("after a restart everything is there again", async () => {
      await window.close();
      await openWindow();
      await window.click("credential-groq");
      await window.waitFor("status-groq", "data-status", "valid");
      await window.see("model-row");
      await window.see("credential-openai");
      assert.deepEqual((await recorded(window)).violations, []);
    });

    await step("the page breaks no content rule while it starts either", async () => {
      await startAgain(window);
      await window.see("credential-groq");
      assert.deepEqual(await violationsOfStart(window), []);
      await record(window);
    });

    await step("preferences change the language and the theme at once", async () => {
      await window.click("nav-preferences");
      await window.click("pref-language-de");
      await eventually("the page says it is German", 5_000, () =>
        window.script("return document.documentElement.lang === 'de';"),
      );
      await window.click("pref-theme-dark");
      await picture("7-preferences-german-dark");
      await window.click("nav-keys");
      await window.see("credential-groq");
      await picture("8-keys-german-dark");
      await window.click("nav-preferences");
      await window.click("pref-language-en");
      await window.click("pref-theme-light");
      await window.click("nav-keys");
    });

    await step("a deleted key is gone, after a question", async () => {
      await window.click("credential-openai");
      await window.click("more-actions");
      await window.click("delete-key");
      await window.click("confirm-delete");
      await window.gone("credential-openai");
      const { code } = await keystow(["show", "openai", "--json"]);
      assert.equal(code, 3);
    });

    await step(
      "a locked keyring is named, hides nothing, and leaves the window usable",
      async () => {
        await window.close();
        await session.lockKeyring();
        await openWindow();
        await window.waitFor("trouble", "data-state", "keyringLocked");
        await picture("9-keyring-locked");
        await window.click("credential-groq");
        await window.waitFor("status-groq", "data-status", "valid");
        await window.see("model-row");
        await window.click("nav-preferences");
        await window.see("pref-language");
        await window.click("nav-keys");
        const { code } = await keystow(["get", "groq"]);
        assert.equal(code, 4);
        assert.equal((await json(["list", "--json"]))[0].status, "valid");
      },
    );

    await step("an unlocked keyring is found by trying again", async () => {
      await session.unlockKeyring();
      if (await window.shows("trouble-action")) await window.click("trouble-action");
      await window.gone("trouble");
      assert.equal((await keystow(["get", "groq"])).code, 0);
    });

    await step("without any keyring the window says so and stays usable", async () => {
      await window.close();
      const bus = await session.busWithoutKeyring();
      await openWindow({ DBUS_SESSION_BUS_ADDRESS: bus });
      await window.waitFor("trouble", "data-state", "keyringUnavailable");
      await picture("10-no-keyring");
      await window.click("credential-groq");
      await window.see("model-row");
      const { code } = await keystow(["get", "groq"], "", { DBUS_SESSION_BUS_ADDRESS: bus });
      assert.equal(code, 4);
      await window.close();
      window = undefined;
    });

    await step("no key stands in the clear in any file, argument or environment", async () => {
      const folders = [session.home, session.runtime, session.logs];
      const watched = stopWatching();
      stopWatching = undefined;
      assert.ok(
        watched.looks > 20 && watched.most >= 6,
        `${watched.looks} looks at ${watched.most} processes`,
      );
      assert.deepEqual(watched.hits, []);
      const log = readFileSync(join(session.logs, "window.log"), "utf8");
      assert.match(log, /keystow/, "the window wrote a log");
      const found = searchFiles(folders, keys);
      assert.ok(found.files >= 5, `only ${found.files} files were looked into`);
      assert.deepEqual(found.hits, []);
      assertControlsAreFound(session, practice.groq_key);
    });
  } finally {
    stopWatching?.();
    await window?.close();
    await session.close();
    if (copies) rmSync(copies, { recursive: true, force: true });
  }
});

/** Plants a key in every form where the search has just looked: a search that finds nothing must be able to. */
function assertControlsAreFound(session, key) {
  const folder = join(session.home, ".cache", "planted");
  mkdirSync(folder, { recursive: true });
  const planted = new Map([
    ["plain", Buffer.from(`key=${key}\n`)],
    ["UTF-16", Buffer.from(key, "utf16le")],
    ["hex", Buffer.from(Buffer.from(key).toString("hex"))],
    ["hex, upper case", Buffer.from(Buffer.from(key).toString("hex").toUpperCase())],
    ["percent", Buffer.from([...Buffer.from(key)].map((byte) => `%${byte.toString(16)}`).join(""))],
    ["reversed", Buffer.from([...key].reverse().join(""))],
    ["base64 at offset 0", Buffer.from(Buffer.from(`x${key}`).toString("base64"))],
    ["base64 at offset 1", Buffer.from(Buffer.from(`xx${key}`).toString("base64"))],
    ["base64 at offset 2", Buffer.from(Buffer.from(key).toString("base64"))],
  ]);
  assert.deepEqual([...planted.keys()].sort(), [...forms(key).keys()].sort());
  for (const [form, bytes] of planted)
    writeFileSync(join(folder, form.replaceAll(/\W+/g, "-")), bytes);
  const hits = searchFiles([session.home], [key]).hits.map(({ form }) => form);
  assert.deepEqual([...new Set(hits)].sort(), [...planted.keys()].sort());
  const child = session.spawn("control", "sh", ["-c", "sleep 20; :", key], {
    env: { PLANTED: key },
  });
  const places = searchProcesses([key]).hits.filter(({ place }) =>
    place.startsWith(`/proc/${child.pid}/`),
  );
  assert.deepEqual([...new Set(places.map(({ place }) => place.split("/").at(-1)))].sort(), [
    "cmdline",
    "environ",
  ]);
}
