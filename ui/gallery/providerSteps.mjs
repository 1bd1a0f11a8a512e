const id = (page, name) => page.getByTestId(name);
const click = (page, name) => id(page, name).click();
const KEY = "sk-fakeFAKEfakeFAKEfakeFAKEfakeFAKEfakeFAKE";

const refused = (provider) => async (page) => {
  await click(page, `credential-${provider}`);
  await click(page, "replace-key");
  await id(page, "key-input").fill(KEY);
  await click(page, "save-key");
  await id(page, "not-proved").waitFor();
};

export const providerSteps = {
  "form-regions": async (page) => {
    await click(page, "tile-moonshot");
    await click(page, "region-cn");
  },
  "form-regions-many": (page) => click(page, "tile-elevenlabs"),
  "form-azure": async (page) => {
    await click(page, "tile-azure_openai");
    await id(page, "key-input").fill(KEY);
    await click(page, "save-key");
    await id(page, "field-error").waitFor();
  },
  "form-keyless": (page) => click(page, "tile-ollama"),
  "form-organization": async (page) => {
    await click(page, "tile-openai");
    await click(page, "more-options");
    await id(page, "project-input").scrollIntoViewIfNeeded();
  },
  "form-refused": refused("groq"),
  "form-refused-unreachable": refused("moonshot"),
  "form-renew": async (page) => {
    await click(page, "credential-moonshot");
    await click(page, "more-actions");
    await click(page, "edit-details");
    await id(page, "renew-by-input").scrollIntoViewIfNeeded();
  },
  "tiles-all": (page) => page.keyboard.press("Control+n"),
  account: (page) => click(page, "credential-moonshot"),
  "account-full": (page) => click(page, "credential-elevenlabs"),
};

/** Scenes of these that are also drawn in a narrow and in a middling window. */
export const providerNarrow = [
  "form-regions-many",
  "form-azure",
  "form-refused",
  "tiles-all",
  "account-full",
];
