import { activityNarrow, activitySmallest, activitySteps } from "./activitySteps.mjs";
import { endpointNarrow, endpointSmallest, endpointSteps } from "./endpointSteps.mjs";
import { importNarrow, importSmallest, importSteps } from "./importSteps.mjs";
import { modelNarrow, modelSteps } from "./modelSteps.mjs";
import { providerNarrow, providerSteps } from "./providerSteps.mjs";
import { useNarrow, useSmallest, useSteps } from "./useSteps.mjs";
import { vaultNarrow, vaultSmallest, vaultSteps } from "./vaultSteps.mjs";

const id = (page, name) => page.getByTestId(name);
const click = (page, name) => id(page, name).click();
const GOOD = "gsk_fakeFAKEfakeFAKEfakeFAKEfakeFAKEfakeFAKEfakeFAKEfakeFAKE";

async function paste(page, text) {
  await id(page, "key-input").evaluate((field, pasted) => {
    field.focus();
    const data = new DataTransfer();
    data.setData("text/plain", pasted);
    field.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, text);
}

async function save(page, text) {
  await click(page, "tile-groq");
  await paste(page, text);
  await click(page, "save-key");
}

const openMenu = async (page) => {
  await click(page, "credential-groq");
  await click(page, "more-actions");
  await id(page, "delete-key").waitFor();
};

const openDelete = async (page) => {
  await openMenu(page);
  await click(page, "delete-key");
  await id(page, "confirm-delete").waitFor();
};

/** What a hand does after the window has opened, for the scenes that need one. */
export const steps = {
  ...activitySteps,
  ...endpointSteps,
  ...importSteps,
  ...modelSteps,
  ...providerSteps,
  ...useSteps,
  ...vaultSteps,
  form: (page) => click(page, "tile-groq"),
  "form-pasted": async (page) => {
    await click(page, "tile-openai");
    await paste(page, ` export GROQ_API_KEY="${GOOD}" \n`);
    await click(page, "show-key");
    await id(page, "suggest-notice").waitFor();
  },
  "form-fault": async (page) => {
    await click(page, "tile-groq");
    await paste(page, "gsk_fake fake");
    await id(page, "field-error").waitFor();
  },
  "form-base-url": async (page) => {
    await click(page, "tile-groq");
    await paste(page, GOOD);
    await click(page, "more-options");
    await id(page, "base-url-input").fill("http://example.com/v1");
    await click(page, "save-key");
    await id(page, "field-error").waitFor();
  },
  "form-locked": async (page) => {
    await save(page, GOOD);
    await id(page, "form-error").waitFor();
  },
  "form-in-vain": async (page) => {
    await save(page, GOOD);
    await id(page, "form-error")
      .getByRole("button", { name: /Unlock|Entsperren/ })
      .click();
    await id(page, "form-error")
      .getByText(/Still|Unver/)
      .waitFor();
  },
  "first-run-refused": async (page) => {
    await click(page, "trouble-action");
    await page.locator("[data-testid=trouble][data-state=keyringDenied]").waitFor();
  },
  "form-own-address": async (page) => {
    await id(page, "credential-openai").click();
    await click(page, "replace-key");
  },
  "check-all-failed": async (page) => {
    await click(page, "check-all");
    await page.getByRole("alert").waitFor();
  },
  "form-replace": async (page) => {
    await click(page, "credential-groq");
    await click(page, "replace-key");
  },
  "form-edit": async (page) => {
    await click(page, "credential-openai");
    await click(page, "more-actions");
    await click(page, "edit-details");
  },
  choose: (page) => page.keyboard.press("Control+n"),
  saved: async (page) => {
    await save(page, GOOD);
    await id(page, "saved-notice").waitFor();
    await page.evaluate(async () => {
      window.shell.put({ ...window.shell.find("groq"), checking: true });
      await window.shell.emitStatus({ provider: "groq", status: "checking" });
    });
    await id(page, "cancel-check").waitFor();
  },
  valid: (page) => click(page, "credential-groq"),
  menu: openMenu,
  delete: openDelete,
  "delete-failed": async (page) => {
    await openDelete(page);
    await click(page, "confirm-delete");
    await id(page, "form-error").waitFor();
  },
  revealed: async (page) => {
    await click(page, "credential-groq");
    await click(page, "reveal-key");
    await id(page, "revealed-key").waitFor();
  },
  copied: async (page) => {
    await click(page, "credential-groq");
    await click(page, "copy-key");
    await id(page, "toast").waitFor();
  },
  "reveal-failed": async (page) => {
    await click(page, "credential-groq");
    await click(page, "reveal-key");
    await page.getByRole("alert").waitFor();
  },
  long: (page) => click(page, "credential-long"),
  profiles: async (page) => {
    await click(page, "profile-switch");
    await id(page, "new-profile").waitFor();
  },
  "new-profile": async (page) => {
    await click(page, "profile-switch");
    await click(page, "new-profile");
    await id(page, "profile-name").fill("Wörk!");
    await click(page, "create-profile");
    await id(page, "field-error").waitFor();
  },
  "empty-profile": async (page) => {
    await click(page, "profile-switch");
    await click(page, "profile-work");
    await id(page, "first-run").waitFor();
  },
  "no-match": (page) => id(page, "credential-search").fill("perplexity"),
  models: (page) => click(page, "nav-models"),
  "models-search": async (page) => {
    await click(page, "nav-models");
    await id(page, "model-search").fill("llama 70b");
  },
  "models-empty": (page) => click(page, "nav-models"),
  preferences: (page) => click(page, "nav-preferences"),
  "preferences-failed": async (page) => {
    await click(page, "nav-preferences");
    await click(page, "pref-clipboard-60");
    await id(page, "form-error").waitFor();
  },
  "trouble-details": (page) => page.locator("[data-testid=trouble-details] summary").click(),
};

/** Scenes that are also drawn in a narrow and in a middling window. */
export const narrow = [
  "first-run",
  "form-pasted",
  "form-base-url",
  "valid",
  "rejected",
  "long",
  "menu",
  "delete",
  "models",
  "preferences",
  "profiles",
  "trouble-keyringLocked",
  "page-vaultCorrupt",
  ...activityNarrow,
  ...endpointNarrow,
  ...importNarrow,
  ...modelNarrow,
  ...providerNarrow,
  ...useNarrow,
  ...vaultNarrow,
];

/** Scenes that must also do in the smallest window there is. */
export const smallest = [
  "form-base-url",
  "trouble-details",
  "delete",
  "profiles",
  ...activitySmallest,
  ...endpointSmallest,
  ...importSmallest,
  ...useSmallest,
  ...vaultSmallest,
];
