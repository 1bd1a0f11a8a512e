// Keys that are lent, in the built window: one that lay in a file, how programs are given it, a prompt
// that tries it, whom it was lent to, and who gets it no more.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { searchFiles } from "./leaks.mjs";
import { activity, bringIntoSight, chooseTool, lookIntoFile, showInGerman } from "./lending.mjs";
import { pieces, plant, searchPage, violations, watchPage } from "./page.mjs";
import { programs } from "./programs.mjs";
import { eventually, Session } from "./session.mjs";
import { startPractice, Window } from "./window.mjs";

const STEP = { timeout: 120_000 };
const CONTROL = "gsk_fakeControl0Fake1Control2Fake3Control4Fake5Control6";

const { app, cli, practice: practiceProgram, pictures, user, copies } = programs();

test(`keys that are lent${user === undefined ? "" : `, as user ${user}`}`, {
  timeout: 600_000,
}, async (t) => {
  const session = await Session.start({ user });
  const file = join(session.home, "project", ".env");
  let window;
  let failed = false;
  let practice;
  let before;

  const assertNoKeyInPage = async () => {
    const { hits, stored, read } = await searchPage(window, [practice.groq_key]);
    assert.deepEqual(hits, []);
    assert.deepEqual(stored, [], "the page stores nothing");
    assert.ok(read > 10_000, `only ${read} characters were looked into`);
  };
  /** One step of the story; after each the page is searched. */
  const step = (name, work) =>
    t.test(name, STEP, async (context) => {
      if (failed) return context.skip("an earlier step failed");
      try {
        await work();
        await assertNoKeyInPage();
      } catch (error) {
        failed = true;
        await window?.picture(`failed-${name.replaceAll(/\W+/g, "-")}`).catch(() => {});
        throw error;
      }
    });
  const picture = (name) => window.picture(user === undefined ? name : `user-${name}`);
  const keystow = (args) => session.run(cli, args);
  const json = async (args) => {
    const { code, stdout, stderr } = await keystow(args);
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout);
  };
  const assertLends = async (...args) => {
    const { code, stdout, stderr } = await keystow([...args, "get", "groq"]);
    assert.equal(code, 0, stderr);
    assert.ok(stdout === practice.groq_key, "`keystow get` gives the key that lay in the file");
  };

  try {
    await step("a key in an .env file is found, and shown masked", async () => {
      practice = await startPractice(session, practiceProgram);
      mkdirSync(join(session.home, "project"));
      const lines = [
        "# settings",
        `export GROQ_API_KEY="${practice.groq_key}"  # mine`,
        `GROQ_BASE_URL=${practice.url}/openai/v1`,
        "DEBUG=$(rm -rf /)",
      ];
      writeFileSync(file, `${lines.join("\n")}\n`);
      before = { bytes: readFileSync(file), changed: statSync(file).mtimeMs };
      window = await Window.open(session, { app, pictures });
      await window.see("first-run");
      await watchPage(window);
      await lookIntoFile(window, "import-way", file);
      await window.see("import-group-new");
      assert.equal(await window.attribute("import-pick-0", "aria-checked"), "true");
      const row = await window.text("import-row-0");
      assert.match(row, /Groq/);
      assert.match(row, /gsk_…good/);
      assert.match(row, /GROQ_API_KEY/);
      assert.ok(row.includes(`${file}:2`) && row.includes(`${practice.url}/openai/v1`), row);
      assert.deepEqual(await json(["list", "--json"]), [], "nothing is stored yet");
      await picture("l1-import-found");
    });

    await step("it is stored and checked, and the file named that still holds a copy", async () => {
      await window.click("import-do");
      await window.says("import-stored", /Groq/);
      const left = await window.text("import-leftover");
      assert.ok(left.includes(`${file}:2`) && left.includes("GROQ_API_KEY"), left);
      await window.says("import-command", /^keystow run --only groq -- /);
      await window.says("import-stored", /\bvalid\b/);
      await picture("l2-import-report");
      await window.click("import-done");
      await window.gone("import-dialog");
      await window.waitFor("status-groq", "data-status", "valid");
      await window.see("model-row");
      const [stored] = await json(["list", "--json"]);
      assert.equal(stored.base_url, `${practice.url}/openai/v1`);
      await window.click("recovery-offer-later");
    });

    await step("the text for a tool calls keystow, and is copied as it stands", async () => {
      await chooseTool(window, "openai-python");
      await window.says("recipe-text", /"keystow", "get", "groq"|keystow get groq/);
      const text = await window.text("recipe-text");
      assert.ok(text.includes(`${practice.url}/openai/v1`), text);
      await window.click("recipe-copy");
      await eventually("the text is on the clipboard", 5_000, async () => {
        return (await window.clipboard()).trim() === text.trim();
      });
      await bringIntoSight(window, "use-section");
      await picture("l3-use-it");
      await chooseTool(window, "shell");
      await window.says("recipe-text", /^export GROQ_API_KEY="\$\(keystow get groq\)"/);
    });

    await step(
      "a prompt is sent once its cost is agreed to, and its answer streams in",
      async () => {
        await window.click("try-toggle");
        await window.click("try-model");
        await bringIntoSight(window, "try-section");
        await window.see("try-model-option");
        await picture("l4-try-models");
        await window.type("try-model-search", "qwen");
        await eventually("one model is left", 5_000, async () => {
          return (await window.count("try-model-option")) === 1;
        });
        await window.click("try-model-option");
        await window.waitFor("try-model", "data-model", "qwen/qwen3-32b");
        await window.type("try-prompt", "Say pong");
        await window.says("try-send", /may charge/);
        await picture("l5-try-cost");
        await window.click("try-send");
        await window.waitFor("try-answer", "data-phase", "ended");
        await window.says("try-answer", /^You said: pong\.$/);
        await window.says("try-end", /2 tokens in, 3 tokens out/);
        await window.says("try-send", /^Send$/);
        await window.see("try-told");
        assert.equal((await pieces(window)).join(""), "You said: pong.");
        await picture("l6-try-answer");
      },
    );

    await step("whom the key was lent to stands in the activity, until it is cleared", async () => {
      await window.click("nav-activity");
      await window.see("activity-row");
      assert.deepEqual(
        (await activity(window)).map(({ purpose }) => purpose),
        ["try"],
      );
      await assertLends();
      // What another program is lent shows in the open window by itself.
      await eventually("both loans are shown", 5_000, async () => {
        return (await activity(window)).length === 2;
      });
      const [get, tried] = await activity(window);
      assert.deepEqual([get.provider, get.purpose], ["groq", "get"]);
      assert.ok(get.text.includes(cli) && get.text.includes(session.home), get.text);
      assert.deepEqual([tried.provider, tried.purpose], ["groq", "try"]);
      assert.ok(tried.text.includes(app), tried.text);
      await picture("l7-activity");
      await window.click("activity-clear");
      await picture("l8-activity-clear");
      await window.click("activity-clear-confirm");
      await window.gone("activity-row");
      assert.deepEqual(await json(["log", "--json"]), []);
    });

    await step(
      "another key of Groq goes into a profile of its own, which becomes the default",
      async () => {
        await window.click("nav-keys");
        await window.click("credential-groq");
        await window.click("more-actions");
        await picture("l9-more-actions");
        await window.click("add-another");
        await window.type("key-input", practice.groq_key);
        await window.type("profile-choice-name", "work");
        await window.click("more-options");
        await window.type("base-url-input", `${practice.url}/openai/v1`);
        await picture("l10-add-another");
        await window.click("save-key");
        await window.waitFor("status-groq", "data-status", "valid");
        await window.says("profile-switch", /work/);
        await window.click("profile-switch");
        await window.click("profiles-manage");
        await window.click("profile-make-default-work");
        await window.see("profile-make-default-default");
        await picture("l11-profiles");
        await window.click("profiles-close");
        await window.gone("profiles-dialog");
        const profiles = await json(["profile", "list", "--json"]);
        const told = profiles.map((each) => [each.name, each.is_default, each.credentials].join());
        assert.deepEqual(told.sort(), ["default,false,1", "work,true,1"]);
        assert.equal((await json(["show", "groq", "--json"])).profile, "work");
      },
    );

    await step(
      "a key for no program is given to none, and the other profile's still is",
      async () => {
        await window.click("lend-policy");
        await picture("l12-lend-policy");
        await window.click("lend-never");
        await window.waitFor("lend-policy", "data-policy", "never");
        await window.says("use-section", /lent to no program/);
        await bringIntoSight(window, "use-section");
        await picture("l13-lent-to-none");
        const { code, stdout, stderr } = await keystow(["get", "groq"]);
        assert.deepEqual([code, stdout], [8, ""], stderr);
        await assertLends("--profile", "default");
      },
    );

    await step("all of it in German and dark", () => showInGerman({ window, picture, file }));

    await step("the file is as it was, and the key stands in the clear nowhere else", async () => {
      assert.ok(readFileSync(file).equals(before.bytes), "the file is byte for byte as it was");
      assert.equal(statSync(file).mtimeMs, before.changed);
      assert.deepEqual(await violations(window), []);
      const { hits } = searchFiles(
        [session.home, session.runtime, session.logs],
        [practice.groq_key],
      );
      assert.deepEqual(hits, [{ form: "plain", place: file }]);
    });

    await t.test("a key in the page or its storage would have been found", async (context) => {
      if (failed) return context.skip("an earlier step failed");
      await plant(window, CONTROL);
      await eventually("it was there and is gone", 5_000, async () => {
        const { hits } = await searchPage(window, [CONTROL]);
        const places = hits.map(({ place }) => place).sort();
        return places.join() === "stored,what the page has shown";
      });
    });
  } finally {
    await window?.close();
    await session.close();
    if (copies) rmSync(copies, { recursive: true, force: true });
  }
});
