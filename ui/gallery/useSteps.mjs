const id = (page, name) => page.getByTestId(name);
const click = (page, name) => id(page, name).click();

async function openKey(page) {
  const row = page.locator("[data-testid^=credential-][role=option]").first();
  if (await row.count()) await row.click();
  await id(page, "use-section").waitFor();
}

const toEnd = (page) =>
  id(page, "detail").evaluate((pane) => {
    pane.scrollTop = pane.scrollHeight;
  });

async function openUse(page) {
  await openKey(page);
  await toEnd(page);
}

const tool = (name) => async (page) => {
  await openUse(page);
  const tab = id(page, `recipe-${name}`);
  if (await tab.count()) await tab.click();
  else {
    await click(page, "recipe-more");
    await click(page, `recipe-option-${name}`);
  }
  await toEnd(page);
};

async function openTry(page) {
  await openKey(page);
  await click(page, "try-toggle");
  await id(page, "try-prompt").waitFor();
  await toEnd(page);
}

const ask = (ready) => async (page) => {
  await openTry(page);
  await id(page, "try-prompt").fill("What is a keystone, in two sentences?");
  await click(page, "try-send");
  await id(page, ready).waitFor();
};

export const useSteps = {
  "use-recipes": openUse,
  "use-codex": tool("codex"),
  "use-more": async (page) => {
    await openUse(page);
    await click(page, "recipe-more");
    await id(page, "recipe-option-rust").waitFor();
  },
  "use-copied": async (page) => {
    await page.evaluate(() => {
      Object.defineProperty(navigator, "clipboard", { value: { writeText: async () => {} } });
    });
    await openUse(page);
    await click(page, "recipe-copy");
    await id(page, "toast").waitFor();
  },
  "use-loading": openUse,
  "use-error": openUse,
  "use-empty": openUse,
  "use-never": openUse,
  "use-long": tool("codex"),
  "use-many-models": openUse,
  "try-first": openTry,
  "try-told": openTry,
  "try-models": async (page) => {
    await openTry(page);
    await click(page, "try-model");
    await id(page, "try-model-search").fill("vendor-7 model");
    await page.waitForTimeout(150);
  },
  "try-waiting": ask("try-answer"),
  "try-streaming": async (page) => {
    await ask("try-answer")(page);
    await page.getByText("locks the others").waitFor();
  },
  "try-done": ask("try-end"),
  "try-long-answer": ask("try-end"),
  "try-stopped": async (page) => {
    await ask("try-answer")(page);
    await page.getByText("locks the others").waitFor();
    await click(page, "try-stop");
    await id(page, "try-end").waitFor();
  },
  "try-rejected": ask("try-failed"),
  "try-no-credit": ask("try-failed"),
  "try-forbidden": ask("try-failed"),
  "try-locked": ask("try-failed"),
  "try-too-long": async (page) => {
    await openTry(page);
    await id(page, "try-prompt").fill("word ".repeat(20_100));
    await click(page, "try-send");
    await id(page, "field-error").waitFor();
  },
  "try-long-names": openTry,
};

/** Scenes of these that are also drawn in a narrow and in a middling window. */
export const useNarrow = [
  "use-recipes",
  "use-more",
  "use-long",
  "try-first",
  "try-models",
  "try-done",
  "try-no-credit",
  "try-long-names",
];

export const useSmallest = ["use-more", "try-models"];
