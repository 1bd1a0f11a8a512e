import { readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { buildGallery, serve } from "./site.mjs";
import { narrow, smallest, steps } from "./steps.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.env.KEYSTOW_GALLERY ?? resolve(here, "../../target/gallery"));
const axe = readFileSync(resolve(here, "../node_modules/axe-core/axe.min.js"), "utf8");
const only = process.argv.slice(2);
/** Half of the pictures: each language and each theme once, and not with each other. */
const short = Boolean(process.env.KEYSTOW_GALLERY_SHORT);
/** A narrow window lays out anew and colours nothing anew: it is drawn in one theme. */
const SIZES = [
  { name: "", width: 1080, height: 720, all: true },
  { name: "two-panes", width: 720, height: 640, all: false },
  { name: "one-pane", width: 360, height: 640, all: false },
  { name: "smallest", width: 360, height: 480, all: false, scenes: smallest },
];

const { folder, names } = await buildGallery(here);
const site = await serve(folder);
const browser = await chromium.launch({
  executablePath: process.env.KEYSTOW_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking"],
});
const HANDS = 3;
const faults = [];
let drawn = 0;
if (only.length === 0) await rm(out, { recursive: true, force: true });
try {
  for (const language of ["en", "de"]) {
    for (const theme of ["light", "dark"]) {
      await drawAll(language, theme);
    }
  }
} finally {
  await browser.close();
  await site.close();
  await rm(folder, { recursive: true, force: true });
}
await mkdir(out, { recursive: true });
await writeFile(join(out, "faults.json"), JSON.stringify(faults, null, 2));
console.log(`${drawn} pictures in ${out}, ${faults.length} faults`);
for (const fault of faults) console.log(`- ${fault.where}: ${fault.what}`);
process.exitCode = faults.length === 0 ? 0 : 1;

async function drawAll(language, theme) {
  const wanted = names.filter(
    (name) => only.length === 0 || only.some((part) => name.startsWith(part)),
  );
  const context = await browser.newContext({
    colorScheme: theme,
    locale: language === "de" ? "de-DE" : "en-GB",
    reducedMotion: "reduce",
  });
  await context.addInitScript("Object.freeze(Object.prototype);");
  const jobs = SIZES.flatMap((size) =>
    wanted
      .filter((name) => size.all || (size.scenes ?? narrow).includes(name))
      .filter(() => size.all || theme === "light")
      .filter(() => !short || !size.all || (language === "en") === (theme === "light"))
      .map((name) => ({ name, size, language, theme })),
  );
  const hand = async () => {
    for (let job = jobs.shift(); job; job = jobs.shift()) await draw(context, job);
  };
  await Promise.all(Array.from({ length: HANDS }, hand));
  await context.close();
}

async function draw(context, { name, size, language, theme }) {
  const where = [name, size.name, theme, language].filter(Boolean).join(".");
  const page = await context.newPage();
  await page.setViewportSize({ width: size.width, height: size.height });
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") note(where, message.text());
  });
  page.on("pageerror", (error) => note(where, String(error)));
  try {
    await page.goto(`${site.url}?scene=${name}&language=${language}&theme=${theme}`);
    await page.getByTestId("lock-line").waitFor();
    await page.waitForTimeout(120);
    await walk(page, name, size);
    await page.waitForTimeout(150);
    await mkdir(join(out, size.name), { recursive: true });
    await page.screenshot({ path: join(out, size.name, `${name}.${theme}.${language}.png`) });
    drawn += 1;
    await judge(page, where);
  } catch (error) {
    note(where, String(error).split("\n")[0]);
  }
  await page.close();
}

/** In one pane nothing is chosen at first: what the list shows beside it elsewhere is one click away. */
async function walk(page, name, size) {
  const step = steps[name];
  if (step) return step(page);
  if (size.width >= 640) return;
  const first = page.locator("[data-testid^=credential-][role=option]").first();
  if (await first.count()) await first.click();
}

async function judge(page, where) {
  await page.evaluate(axe);
  const found = await page.evaluate(() =>
    // The library's focus guards are empty, and hand the focus on at once.
    window.axe.run({ exclude: ["[data-base-ui-focus-guard]"] }, { resultTypes: ["violations"] }),
  );
  for (const violation of found.violations) {
    if (violation.impact !== "serious" && violation.impact !== "critical") continue;
    const nodes = violation.nodes.map((node) => `${node.target} ${node.failureSummary ?? ""}`);
    note(where, `axe ${violation.impact} ${violation.id}: ${nodes.slice(0, 3).join(" | ")}`);
  }
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
  if (overflow) note(where, "the page is wider than the window");
}

function note(where, what) {
  faults.push({ where, what: what.replaceAll("\n", " ").slice(0, 600) });
}
