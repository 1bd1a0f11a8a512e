const id = (page, name) => page.getByTestId(name);
const click = (page, name) => id(page, name).click();

/** In one pane the key is one click away. */
async function openKey(page, provider) {
  const row = id(page, `credential-${provider}`);
  if (await row.count()) await row.click();
  await id(page, "model-row").first().waitFor();
}

async function openPage(page) {
  await click(page, "nav-models");
  await id(page, "model-row").first().waitFor();
}

async function filters(page) {
  await click(page, "model-filter");
  await id(page, "filter-panel").waitFor();
}

export const modelSteps = {
  "mem-catalogue": (page) => openKey(page, "groq"),
  "mem-offline": (page) => openKey(page, "groq"),
  "mem-page": openPage,
  "mem-price": async (page) => {
    await openKey(page, "groq");
    await click(page, "model-sort");
    await click(page, "model-sort-price");
  },
  "mem-filters": async (page) => {
    await openKey(page, "groq");
    await filters(page);
  },
  "mem-filtered": async (page) => {
    await openPage(page);
    await filters(page);
    await click(page, "filter-capabilities-chat");
    await click(page, "filter-context-128000");
    await page.keyboard.press("Escape");
    await id(page, "filter-panel").waitFor({ state: "detached" });
  },
  "mem-no-match": async (page) => {
    await openPage(page);
    await filters(page);
    await click(page, "filter-capabilities-speech");
    await click(page, "filter-context-1000000");
    await page.keyboard.press("Escape");
    await id(page, "model-search").fill("aurora");
    await id(page, "model-no-match").waitFor();
  },
  "mem-gone": async (page) => {
    await openPage(page);
    await click(page, "show-gone");
  },
  "mem-many": openPage,
  "mem-many-filters": async (page) => {
    await openPage(page);
    await filters(page);
    await click(page, "filter-new");
  },
  "history-open": async (page) => {
    await openKey(page, "groq");
    await page.locator("[data-testid=history] summary").click();
  },
  "check-all-running": async (page) => {
    await click(page, "check-all");
    await page.evaluate(async () => {
      const { shell } = window;
      for (const { provider } of shell.state.credentials.slice(0, 8)) {
        shell.put({ ...shell.find(provider), checking: true });
        await shell.emitStatus({ provider, status: "checking" });
      }
      for (const { provider } of shell.state.credentials.slice(0, 3)) {
        const done = { ...shell.find(provider), checking: false };
        done.checkedAt = new Date().toISOString();
        shell.put(done);
        await shell.emitStatus({ provider, status: "valid", verdict: "accepted" });
      }
    });
    await page.waitForTimeout(200);
  },
  "renew-told": (page) => openKey(page, "openrouter"),
  "pref-network": async (page) => {
    await click(page, "nav-preferences");
    await id(page, "pref-ca-file").scrollIntoViewIfNeeded();
  },
  "pref-network-fault": async (page) => {
    await click(page, "nav-preferences");
    await click(page, "pref-proxy-own");
    await id(page, "pref-proxy-url").fill("http://me:fake@proxy.example:3128");
    await page.keyboard.press("Enter");
    await id(page, "field-error").waitFor();
    await id(page, "pref-ca-file").scrollIntoViewIfNeeded();
  },
  "pref-network-begun": async (page) => {
    await click(page, "nav-preferences");
    await click(page, "pref-proxy-own");
    await id(page, "pref-ca-file").scrollIntoViewIfNeeded();
  },
  "pref-network-locked": async (page) => {
    await click(page, "nav-preferences");
    await id(page, "pref-ca-file").fill("/etc/ssl/company.pem");
    await page.keyboard.press("Enter");
    await id(page, "form-error").scrollIntoViewIfNeeded();
  },
};

/** Scenes of these that are also drawn in a narrow and in a middling window. */
export const modelNarrow = [
  "mem-catalogue",
  "mem-page",
  "mem-price",
  "mem-filters",
  "mem-no-match",
  "mem-many",
  "history-open",
  "check-all-running",
  "pref-network-fault",
];
