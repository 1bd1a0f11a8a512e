const id = (page, name) => page.getByTestId(name);
const click = (page, name) => id(page, name).click();
const fill = (page, name, text) => id(page, name).fill(text);

const PASSPHRASE = "fake horse fake battery";
const KEY = "gsk_fakeFAKEfakeFAKEfakeFAKEfakeFAKEfakeFAKEfakeFAKEfakeFAKE";

const remind = (page) => click(page, "recovery-reminder-action");
const vault = (page) => click(page, "nav-vault");
const inVault = async (page, ...names) => {
  await vault(page);
  for (const name of names) await click(page, name);
};

async function offer(page) {
  await click(page, "tile-groq");
  await fill(page, "key-input", KEY);
  await click(page, "save-key");
  await id(page, "recovery-offer").waitFor();
}

async function code(page) {
  await remind(page);
  await click(page, "recovery-begin");
  await id(page, "recovery-code").waitFor();
}

async function ask(page) {
  await code(page);
  await click(page, "recovery-written");
  await id(page, "group-back-1").waitFor();
}

async function groups(page, first, second) {
  await fill(page, "group-back-1", first);
  await fill(page, "group-back-2", second);
}

async function useCode(page, typed) {
  await click(page, "trouble-code");
  await fill(page, "use-code-input", typed);
  await click(page, "use-code-open");
}

async function twice(page, text, again = text) {
  await fill(page, "passphrase-new", text);
  await fill(page, "passphrase-again", again);
}

async function backUp(page) {
  await inVault(page, "backup-now", "path-browse");
  await page.waitForTimeout(60);
  await twice(page, PASSPHRASE);
  await click(page, "backup-write");
}

async function look(page, open) {
  await open(page);
  await click(page, "path-browse");
  await page.waitForTimeout(60);
  await fill(page, "passphrase-input", PASSPHRASE);
  await click(page, "restore-look");
  await id(page, "restore-do").waitFor();
}

async function rekey(page) {
  await inVault(page, "rotate-data", "rotate-begin");
  await id(page, "recovery-code").waitFor();
}

const lower = (page) =>
  page.evaluate(() => {
    const main = document.querySelector("main");
    main?.scrollTo(0, main.scrollHeight);
  });

/** What a hand does in the scenes about the vault. */
export const vaultSteps = {
  "recovery-offer": offer,
  "recovery-offer-passphrase": offer,
  "code-explain": remind,
  "code-replaces": (page) => inVault(page, "slot-action-recovery"),
  "code-shown": code,
  "code-copied": async (page) => {
    await code(page);
    await click(page, "recovery-copy");
  },
  "code-ask": async (page) => {
    await ask(page);
    await fill(page, "group-back-1", "c0de");
  },
  "code-wrong": async (page) => {
    await ask(page);
    await groups(page, "c0de", "2222");
    await click(page, "recovery-confirm");
    await id(page, "field-error").waitFor();
  },
  "code-leaving": async (page) => {
    await code(page);
    await page.keyboard.press("Escape");
    await id(page, "recovery-stay").waitFor();
  },
  "code-done": async (page) => {
    await ask(page);
    await groups(page, "c0de", "1111");
    await click(page, "recovery-confirm");
    await id(page, "recovery-done").waitFor();
  },
  "code-failed": async (page) => {
    await remind(page);
    await click(page, "recovery-begin");
    await id(page, "form-error").waitFor();
  },
  "code-passphrase": async (page) => {
    await remind(page);
    await click(page, "recovery-begin");
    await id(page, "form-error").waitFor();
  },
  "use-code": (page) => click(page, "trouble-code"),
  "use-code-typo": async (page) => {
    await useCode(page, "FAKE-C0DE-FAKE-0000-1111-2222-FAKF");
    await id(page, "field-error").waitFor();
  },
  "use-code-position": async (page) => {
    await useCode(page, "FAKE-CUDE-FAKE-0000-1111-2222-FAKE");
    await id(page, "field-error").waitFor();
  },
  "use-code-other": async (page) => {
    await useCode(page, "0000-C0DE-FAKE-0000-1111-2222-FAKE");
    await id(page, "field-error").waitFor();
  },
  "renew-keyring": async (page) => {
    await useCode(page, "fake-c0de-fake-0000-1111-2222-fake");
    await id(page, "renew-make").waitFor();
  },
  "renew-none": async (page) => {
    await useCode(page, "fake-c0de-fake-0000-1111-2222-fake");
    await id(page, "renew-passphrase").waitFor();
  },
  vault,
  "vault-lower": async (page) => {
    await vault(page);
    await lower(page);
  },
  "vault-bare": vault,
  "vault-closed": vault,
  "vault-passphrase": vault,
  "vault-trouble": vault,
  "vault-none": vault,
  "vault-backup-failed": vault,
  "passphrase-set": (page) => inVault(page, "slot-action-passphrase"),
  "passphrase-faults": async (page) => {
    await inVault(page, "slot-action-passphrase");
    await twice(page, "short");
    await click(page, "passphrase-save");
    await id(page, "field-error").waitFor();
    await fill(page, "passphrase-new", "fake horse fake");
    await fill(page, "passphrase-again", "fake house fake");
    await click(page, "passphrase-save");
  },
  "passphrase-remove": async (page) => {
    await inVault(page, "passphrase-remove-begin", "passphrase-remove");
    await id(page, "form-error").waitFor();
  },
  "passphrase-init": (page) => click(page, "trouble-init-passphrase"),
  "rotate-master": (page) => inVault(page, "rotate-master"),
  "rotate-done": async (page) => {
    await inVault(page, "rotate-master", "rotate-confirm");
    await id(page, "rotate-done").waitFor();
  },
  "rotate-code": rekey,
  "rotate-ask": async (page) => {
    await rekey(page);
    await click(page, "recovery-written");
    await id(page, "group-back-1").waitFor();
  },
  "rotate-wrong": async (page) => {
    await rekey(page);
    await click(page, "recovery-written");
    await groups(page, "c0de", "1111");
    await fill(page, "passphrase-input", "another one entirely");
    await click(page, "rotate-confirm");
    await id(page, "field-error").waitFor();
  },
  "start-new": (page) => click(page, "trouble-start-new"),
  "start-new-done": async (page) => {
    await click(page, "trouble-start-new");
    await click(page, "start-new-confirm");
    await id(page, "start-new-go").waitFor();
  },
  backup: (page) => inVault(page, "backup-now"),
  "backup-faults": async (page) => {
    await backUp(page);
    await id(page, "field-error").waitFor();
  },
  "backup-done": async (page) => {
    await backUp(page);
    await id(page, "backup-done").waitFor();
  },
  "auto-backup": (page) => inVault(page, "auto-backup-set"),
  "auto-backup-stop": (page) => inVault(page, "auto-backup-stop"),
  restore: (page) => click(page, "first-run-restore"),
  "restore-wrong": async (page) => {
    await inVault(page, "restore-begin", "path-browse");
    await page.waitForTimeout(60);
    await fill(page, "passphrase-input", "another one entirely");
    await click(page, "restore-look");
    await id(page, "field-error").waitFor();
  },
  "restore-preview": (page) => look(page, (p) => inVault(p, "restore-begin")),
  "restore-anew": (page) => look(page, (p) => click(p, "trouble-restore")),
  "restore-done": async (page) => {
    await look(page, (p) => inVault(p, "restore-begin"));
    await click(page, "restore-replace");
    await click(page, "restore-do");
    await id(page, "restore-done").waitFor();
  },
  doctor: (page) => inVault(page, "vault-check"),
  "doctor-lower": async (page) => {
    await inVault(page, "vault-check");
    await id(page, "doctor-slots").waitFor();
    await lower(page);
  },
  "doctor-troubles": (page) => inVault(page, "vault-check"),
  "doctor-looking": (page) => inVault(page, "vault-check"),
  "doctor-failed": (page) => inVault(page, "vault-check"),
  "ways-wrong": async (page) => {
    await fill(page, "passphrase-input", "another one entirely");
    await click(page, "passphrase-open");
    await id(page, "field-error").waitFor();
  },
};

/** Scenes about the vault that are also drawn in a narrow and in a middling window. */
export const vaultNarrow = [
  "recovery-offer",
  "recovery-reminder",
  "code-shown",
  "code-wrong",
  "use-code-position",
  "vault",
  "vault-lower",
  "vault-bare",
  "rotate-ask",
  "backup-faults",
  "auto-backup",
  "restore-preview",
  "doctor-troubles",
  "doctor-lower",
  "ways-all",
  "ways-wrong",
  "ways-page",
  "ways-first-run",
];

export const vaultSmallest = [
  "code-shown",
  "code-wrong",
  "restore-preview",
  "ways-all",
  "ways-wrong",
];
