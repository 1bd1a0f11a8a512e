const id = (page, name) => page.getByTestId(name);
const click = (page, name) => id(page, name).click();
const KEY = "gsk_fakeFAKEfakeFAKEfakeFAKEfakeFAKE";

const open = (page) => click(page, "nav-activity");

async function openRows(page) {
  await open(page);
  await id(page, "activity-row").first().waitFor();
}

async function filters(page) {
  await openRows(page);
  await click(page, "activity-filter");
  await id(page, "activity-filter-panel").waitFor();
}

async function ask(page) {
  await openRows(page);
  await click(page, "activity-clear");
  await id(page, "activity-clear-confirm").waitFor();
}

async function openKey(page, provider) {
  const row = id(page, `credential-${provider}`);
  if (await row.count()) await row.click();
  await id(page, "detail").waitFor();
}

async function manage(page) {
  await click(page, "profile-switch");
  await click(page, "profiles-manage");
  await id(page, "profiles-dialog").waitFor();
}

async function rename(page) {
  await manage(page);
  await click(page, "profile-rename-work");
  await id(page, "profile-rename-input").waitFor();
}

async function remove(page, name) {
  await manage(page);
  await click(page, `profile-remove-${name}`);
  await id(page, "profile-remove-confirm").waitFor();
}

async function menu(page, provider = "groq") {
  await openKey(page, provider);
  await click(page, "more-actions");
  await id(page, "add-another").waitFor();
}

async function another(page, provider = "groq") {
  await menu(page, provider);
  await click(page, "add-another");
  await id(page, "credential-form").waitFor();
}

export const activitySteps = {
  activity: openRows,
  "activity-several": openRows,
  "activity-filters": async (page) => {
    await filters(page);
    await click(page, "activity-filter-purpose-run");
  },
  "activity-filtered": async (page) => {
    await filters(page);
    await click(page, "activity-filter-provider-openai");
    await page.keyboard.press("Escape");
    await id(page, "activity-filter-panel").waitFor({ state: "detached" });
  },
  "activity-no-match": async (page) => {
    await filters(page);
    await click(page, "activity-filter-purpose-copy");
    await page.keyboard.press("Escape");
    await id(page, "activity-search").fill("groq");
    await id(page, "activity-no-match").waitFor();
  },
  "activity-many": async (page) => {
    await openRows(page);
    await page.getByRole("main").evaluate((pane) => pane.scrollTo(0, 250_000));
    await page.waitForTimeout(200);
  },
  "activity-long": openRows,
  "activity-empty": open,
  "activity-loading": open,
  "activity-error": open,
  "activity-clear": ask,
  "activity-clear-failed": async (page) => {
    await ask(page);
    await click(page, "activity-clear-confirm");
    await id(page, "form-error").waitFor();
  },
  "activity-never": (page) => openKey(page, "groq"),
  "activity-last-used": (page) => openKey(page, "groq"),
  "activity-preferences": async (page) => {
    await click(page, "nav-preferences");
    await id(page, "pref-log-days").scrollIntoViewIfNeeded();
  },
  "profiles-menu": async (page) => {
    await click(page, "profile-switch");
    await id(page, "profiles-manage").waitFor();
  },
  "profiles-manage": manage,
  "profiles-one": manage,
  "profiles-error": async (page) => {
    await manage(page);
    await click(page, "profile-make-default-work");
    await id(page, "form-error").waitFor();
  },
  "profiles-rename": rename,
  "profiles-rename-fault": async (page) => {
    await rename(page);
    await id(page, "profile-rename-input").fill("two words");
    await page.keyboard.press("Enter");
    await id(page, "field-error").waitFor();
  },
  "profiles-remove": (page) =>
    remove(page, "customer-with-a-very-long-name-that-has-to-be-cut-somewhere-2026"),
  "profiles-remove-keys": async (page) => {
    await remove(page, "work");
    await click(page, "profile-remove-keys");
  },
  "profiles-remove-needed": async (page) => {
    await remove(page, "work");
    await id(page, "profile-remove-confirm").focus();
    await page.keyboard.press("Enter");
    await id(page, "field-error").waitFor();
  },
  "another-menu": (page) => menu(page),
  another: (page) => another(page),
  "another-new": async (page) => {
    await another(page);
    await click(page, "profile-choice-new");
    await id(page, "profile-choice-name").fill("personal");
  },
  "another-fault": async (page) => {
    await another(page);
    await id(page, "key-input").fill(KEY);
    await click(page, "profile-choice-new");
    await id(page, "profile-choice-name").fill("two words");
    await click(page, "save-key");
    await id(page, "field-error").waitFor();
  },
  "another-made": async (page) => {
    await another(page);
    await id(page, "key-input").fill(KEY);
    await click(page, "profile-choice-new");
    await id(page, "profile-choice-name").fill("personal");
    await click(page, "save-key");
    await id(page, "form-error").waitFor();
  },
  "another-taken": async (page) => {
    await another(page);
    await id(page, "key-input").fill(KEY);
    await click(page, "save-key");
    await id(page, "profile-taken").waitFor();
  },
  "another-offer": async (page) => {
    await openKey(page, "groq");
    await click(page, "replace-key");
    await id(page, "offer-another").waitFor();
  },
};

/** Scenes of these that are also drawn in a narrow and in a middling window. */
export const activityNarrow = [
  "activity",
  "activity-several",
  "activity-filters",
  "activity-long",
  "activity-empty",
  "activity-preferences",
  "profiles-menu",
  "profiles-manage",
  "profiles-remove-keys",
  "another-new",
  "another-offer",
];

/** And in the smallest window there is. */
export const activitySmallest = ["activity-several", "profiles-manage", "profiles-remove-keys"];
