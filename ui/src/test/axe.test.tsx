import { screen } from "@testing-library/react";
import axe from "axe-core";
import { expect, test } from "vitest";
import {
  ALL_PROVIDERS,
  FRESH,
  foundKey,
  GROQ_MODELS,
  inFile,
  LOANS,
  LOCAL_SERVERS,
  PAST_CHECKS,
  READY,
  VARIED_MODELS,
  valid,
} from "../ipc/fake";
import { testid } from "./testids";
import { openWindow, pasteKey, startAdding } from "./window";

const stored = () => ({
  credentials: [valid("groq"), valid("openai", { verdict: "no_credit" as const })],
  models: { groq: GROQ_MODELS },
});

/** Colours need a real browser: the gallery looks at those. */
async function violations() {
  const found = await axe.run(document.documentElement, {
    rules: { "color-contrast": { enabled: false }, "document-title": { enabled: false } },
  });
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html)}`);
}

test("the first run has no fault of access", async () => {
  await openWindow({ status: FRESH });
  await screen.findByTestId(testid.tile("groq"));
  expect(await violations()).toEqual([]);
});

test("the form with a notice and a fault has none", async () => {
  const { user } = await openWindow({ status: FRESH });
  await startAdding(user, "openai");
  await pasteKey(user, ' "gsk_fakeFAKEfakeFAKE" ');
  await screen.findByTestId(testid.pasteNotice);
  await user.click(screen.getByTestId(testid.moreOptions));
  expect(await violations()).toEqual([]);
});

test.each(["moonshot", "azure_openai", "ollama"])(
  "the form of a provider with a place to choose has none: %s",
  async (provider) => {
    const { user } = await openWindow({ status: FRESH, providers: ALL_PROVIDERS });
    await startAdding(user, provider);
    await user.click(screen.getByTestId(testid.moreOptions));
    expect(await violations()).toEqual([]);
  },
);

test("a new key that was refused has none, nor have the facts of an account", async () => {
  const { user } = await openWindow({
    providers: ALL_PROVIDERS,
    credentials: [
      valid("moonshot", {
        account: {
          label: "mine",
          plan: null,
          balance: [{ value: "110.00", unit: "CNY" }],
          limit: null,
          remaining: null,
          used: null,
          expiresAt: null,
          resetsAt: null,
          at: valid("moonshot").createdAt,
        },
        renewBy: "2020-01-01",
      }),
    ],
    failing: { update_credential: { kind: "keyNotProved", verdict: "rejected", message: "No" } },
  });
  expect(await violations()).toEqual([]);
  await user.click(screen.getByTestId(testid.replaceKey));
  await pasteKey(user, "sk-fakeFAKEfakeFAKE");
  await user.keyboard("{Enter}");
  await screen.findByTestId(testid.notProved);
  expect(await violations()).toEqual([]);
});

test("list, detail and models have none", async () => {
  await openWindow(stored());
  await screen.findAllByTestId(testid.modelRow);
  expect(await violations()).toEqual([]);
});

test("the question before deleting has none", async () => {
  const { user } = await openWindow(stored());
  await user.click(screen.getByTestId(testid.moreActions));
  await user.click(await screen.findByTestId(testid.deleteKey));
  await screen.findByRole("alertdialog");
  expect(await violations()).toEqual([]);
});

test.each([testid.navModels, testid.navActivity, testid.navVault, testid.navPreferences])(
  "the page behind %s has none",
  async (nav) => {
    const { user } = await openWindow(stored());
    await user.click(screen.getByTestId(nav));
    await screen.findByRole("heading", { level: 1 });
    expect(await violations()).toEqual([]);
  },
);

test("a closer look at this computer has none", async () => {
  const { user } = await openWindow(stored());
  await user.click(screen.getByTestId(testid.navPreferences));
  await user.click(await screen.findByTestId(testid.prefCheck));
  await screen.findByTestId(testid.finding("keyring"));
  expect(await violations()).toEqual([]);
});

test.each([
  testid.slotAction("recovery"),
  testid.slotAction("passphrase"),
  testid.rotateData,
  testid.backupNow,
  testid.autoBackupSet,
  testid.restoreBegin,
])("the dialog behind %s has none", async (action) => {
  const { user } = await openWindow(stored());
  await user.click(screen.getByTestId(testid.navVault));
  await user.click(await screen.findByTestId(action));
  await screen.findByRole("dialog");
  expect(await violations()).toEqual([]);
});

test("the code and the groups asked back have none", async () => {
  const { user } = await openWindow(stored());
  await user.click(screen.getByTestId(testid.navVault));
  await user.click(await screen.findByTestId(testid.slotAction("recovery")));
  await user.click(await screen.findByTestId(testid.recoveryBegin));
  await screen.findByTestId(testid.recoveryCode);
  expect(await violations()).toEqual([]);
  await user.click(screen.getByTestId(testid.recoveryWritten));
  await user.click(await screen.findByTestId(testid.recoveryConfirm));
  await screen.findAllByTestId(testid.fieldError);
  expect(await violations()).toEqual([]);
});

test("trouble that asks for the passphrase has none", async () => {
  const status = { ...READY, state: "passphraseNeeded", open: false } as const;
  await openWindow({ ...stored(), status });
  expect(await violations()).toEqual([]);
});

test("trouble above the list has none", async () => {
  await openWindow({ ...stored(), status: { ...READY, state: "keyringLocked", open: false } });
  expect(await violations()).toEqual([]);
});

test("the form of an endpoint of the owner's own has none, nor have the servers found", async () => {
  const { user } = await openWindow({ status: FRESH, localServers: LOCAL_SERVERS });
  await user.click(await screen.findByTestId(testid.localFind));
  await screen.findAllByText("Ollama");
  expect(await violations()).toEqual([]);
  await user.click(screen.getByTestId(testid.endpointNew));
  await user.click(screen.getByTestId(testid.moreOptions));
  await user.click(screen.getByTestId(testid.endpointAddHeader));
  await user.type(screen.getByTestId(testid.endpointName), "§");
  await user.tab();
  await screen.findByTestId(testid.fieldError);
  expect(await violations()).toEqual([]);
});

test("filters, catalogue marks and past checks have none", async () => {
  const { user } = await openWindow({
    ...stored(),
    models: { groq: VARIED_MODELS },
    checks: { groq: PAST_CHECKS },
  });
  await screen.findByTestId(testid.modelLegend);
  await user.click(screen.getByText("History"));
  expect(await violations()).toEqual([]);
  await user.click(screen.getByTestId(testid.filter));
  await screen.findByTestId(testid.filterPanel);
  expect(await violations()).toEqual([]);
});

test("many checks at once have none", async () => {
  const { shell, user } = await openWindow(stored());
  shell.state.hanging.add("check_all_credentials");
  await user.click(screen.getByTestId(testid.checkAll));
  await screen.findByTestId(testid.checkAllProgress);
  expect(await violations()).toEqual([]);
});

test("an own proxy that is refused has none", async () => {
  const { shell, user } = await openWindow(stored());
  shell.state.failing = { update_settings: { kind: "invalidProxy", fault: "address" } };
  await user.click(screen.getByTestId(testid.navPreferences));
  await user.click(await screen.findByTestId(testid.prefProxyOption("own")));
  await user.type(screen.getByTestId(testid.prefProxyUrl), "nonsense{Enter}");
  await screen.findByTestId(testid.fieldError);
  expect(await violations()).toEqual([]);
});

test("an import has none, from the places to look at to the report", async () => {
  const places = [inFile("GROQ_API_KEY", "/home/ada/.env", 3)];
  const { user } = await openWindow({
    ...stored(),
    found: {
      keys: [
        foundKey(0, "anthropic"),
        foundKey(1, "anthropic"),
        foundKey(2, "openai", { state: "other" }),
        foundKey(3, "groq", { state: "same", places }),
      ],
      problems: [{ place: "/home/ada/.fakerc", fault: "unreadable" }],
    },
  });
  await user.click(screen.getByTestId(testid.importBegin));
  await user.click(await screen.findByTestId(testid.importSource("file")));
  expect(await violations()).toEqual([]);
  await user.click(screen.getByTestId(testid.importSource("shell")));
  await user.click(screen.getByTestId(testid.importLook));
  await user.click(await screen.findByTestId(testid.importPick(2)));
  expect(await violations()).toEqual([]);
  await user.click(screen.getByTestId(testid.importDo));
  await screen.findAllByTestId(testid.importLeftover);
  expect(await violations()).toEqual([]);
});

test("a key that is set elsewhere too, its note and its lending have none", async () => {
  const { user } = await openWindow({
    ...stored(),
    credentials: [valid("groq", { note: "Ask Grace first.", lendPolicy: "never" })],
    conflicts: {
      groq: [{ variable: "GROQ_API_KEY", source: "environment", path: null, line: null }],
    },
  });
  await user.click(await screen.findByTestId(testid.conflictLook));
  await screen.findByTestId(testid.conflictResult);
  expect(await violations()).toEqual([]);
  await user.click(screen.getByTestId(testid.moreActions));
  await user.click(await screen.findByTestId(testid.editDetails));
  await screen.findByTestId(testid.noteInput);
  expect(await violations()).toEqual([]);
});

test("recipes, and a prompt with its answer and its fault, have none", async () => {
  const { shell, user } = await openWindow(stored());
  await screen.findByTestId(testid.recipeText);
  await user.click(screen.getByTestId(testid.tryToggle));
  await user.click(screen.getByTestId(testid.trySend));
  await screen.findByTestId(testid.fieldError);
  expect(await violations()).toEqual([]);
  await user.type(screen.getByTestId(testid.tryPrompt), "Hello");
  await user.click(screen.getByTestId(testid.trySend));
  await screen.findByTestId(testid.tryEnd);
  expect(await violations()).toEqual([]);
  shell.state.failing = {
    try_model: { kind: "tryFailed", verdict: "no_credit", message: "No", httpStatus: 429 },
  };
  await user.click(screen.getByTestId(testid.trySend));
  await screen.findByTestId(testid.tryFailed);
  await user.click(screen.getByTestId(testid.tryModel));
  await screen.findByTestId(testid.tryModelSearch);
  expect(await violations()).toEqual([]);
});

test("lines of the activity and their filters have none, nor has the question before clearing", async () => {
  const { user } = await openWindow({ ...stored(), loans: [...LOANS] });
  await user.click(screen.getByTestId(testid.navActivity));
  await screen.findAllByTestId(testid.activityRow);
  expect(await violations()).toEqual([]);
  await user.click(screen.getByTestId(testid.activityFilter));
  await screen.findByTestId(testid.activityFilterPanel);
  expect(await violations()).toEqual([]);
  await user.keyboard("{Escape}");
  await user.click(screen.getByTestId(testid.activityClear));
  await screen.findByRole("alertdialog");
  expect(await violations()).toEqual([]);
});

const twoProfiles = () => ({
  ...stored(),
  elsewhere: { work: [valid("openai", { profile: "work" })] },
  profiles: [
    { name: "default", isDefault: true, credentials: 2 },
    { name: "work", isDefault: false, credentials: 1 },
  ],
});

test.each([testid.profileRename("work"), testid.profileRemove("work")])(
  "the list of profiles has none, nor has the dialog behind %s",
  async (action) => {
    const { user } = await openWindow(twoProfiles());
    await user.click(screen.getByTestId(testid.profileSwitch));
    await user.click(await screen.findByTestId(testid.profilesManage));
    await screen.findByTestId(testid.profilesDialog);
    expect(await violations()).toEqual([]);
    await user.click(screen.getByTestId(action));
    await screen.findByRole("button", { name: "Cancel" });
    expect(await violations()).toEqual([]);
  },
);

test("one more key for another profile has none", async () => {
  const { user } = await openWindow(twoProfiles());
  await user.click(screen.getByTestId(testid.moreActions));
  await user.click(await screen.findByTestId(testid.addAnother));
  await user.click(await screen.findByTestId(testid.profileChoiceNew));
  await user.click(screen.getByTestId(testid.saveKey));
  await screen.findByTestId(testid.fieldError);
  expect(await violations()).toEqual([]);
});
