export const trouble = {
  details: "Details",
  copyDetails: "Copy details",
  stillUsable: "Statuses and models stay visible meanwhile.",
  trying: "Trying…",
  stillSo: "Still the same. Nothing was changed.",
  fact: {
    state: "State",
    keyring: "Keyring",
    locked: "Keyring locked",
    desktop: "Desktop",
    dataDir: "Data folder",
    version: "Keystow",
    record: "Record",
    yes: "yes",
    no: "no",
    unknown: "unknown",
  },
  doctor: "Check this computer",
  otherWays: "Other ways",
  way: {
    code: "Use recovery code…",
    passphrase: "Use passphrase…",
    restore: "Restore a backup…",
    try: "Try again",
    startNew: "Start a new vault…",
    initPassphrase: "Use a passphrase instead…",
  },
  todo: {
    code: "The recovery code you wrote down opens them all the same.",
    passphrase: "Your passphrase opens them all the same.",
    keyring: "Restore a backup, or bring back the keyring that fits and try again.",
    slot: "Restore a backup, or put an undamaged vault.db back into the data folder and try again.",
    meanwhile: "Until then your passphrase opens them.",
  },
  fresh: {
    keyringLocked:
      "Keystow keeps its master secret in your keyring. Unlock the keyring to add your first key.",
    keyringUnavailable:
      "Keystow keeps its master secret in your system’s keyring, and none is running. Start GNOME Keyring, KWallet or KeePassXC (with Secret Service switched on), then try again.",
    keyringTimeout:
      "Keystow keeps its master secret in your keyring, which did not answer in time; perhaps it waits for a password in another window.",
    keyringDenied:
      "Keystow keeps its master secret in your keyring, which refused access. Allow access when you are asked.",
  },
  state: {
    keyringLocked: {
      title: "{{backend}} is locked",
      meaning:
        "Your keys are safe. Keystow cannot open, add or check keys until the keyring is unlocked.",
      action: "Unlock",
    },
    keyringUnavailable: {
      title: "No keyring answers",
      meaning:
        "Your keys are safe, but the master secret that opens them lives in your system’s keyring, and none is running. Start GNOME Keyring, KWallet or KeePassXC (with Secret Service switched on), then try again.",
      action: "Try again",
    },
    keyringTimeout: {
      title: "{{backend}} does not answer",
      meaning:
        "Your keys are safe. The keyring did not answer in time; perhaps it waits for a password in another window.",
      action: "Try again",
    },
    keyringDenied: {
      title: "{{backend}} refused access",
      meaning:
        "Your keys are safe. Keystow was not allowed to read its master secret. Allow access when you are asked.",
      action: "Ask again",
    },
    masterMissing: {
      title: "The master secret is missing",
      meaning:
        "Your sealed keys are still here; nothing was deleted. The secret that opens them is no longer in your keyring, perhaps because it was reset.",
      action: "Try again",
    },
    masterWrong: {
      title: "The master secret belongs to another vault",
      meaning:
        "Your sealed keys are still here; nothing was deleted. The data folder and the keyring do not belong together, perhaps because one of them was copied from another computer.",
      action: "Try again",
    },
    masterCorrupt: {
      title: "The master secret is damaged",
      meaning:
        "Your sealed keys are still here; nothing was deleted. What {{backend}} returned is not a whole secret.",
      action: "Try again",
    },
    slotCorrupt: {
      title: "The vault’s lock is damaged",
      meaning:
        "Your sealed keys are still here, but the part of the vault that the keyring opens was changed or damaged.",
      action: "Try again",
    },
    rowCorrupt: {
      title: "This key cannot be opened",
      meaning:
        "Its record was changed or damaged. All other keys are fine. Replace this key to put it right.",
      action: "Replace key",
    },
    vaultMissing: {
      title: "The vault file is gone",
      meaning:
        "There was a vault here, but vault.db is no longer in the data folder. Keystow does not start afresh over it unless you say so. Restore a backup, or put the file back and try again.",
      action: "Try again",
    },
    vaultNewer: {
      title: "A newer Keystow made this vault",
      meaning:
        "Your keys are safe and nothing was changed. Update Keystow on this computer to open it.",
      action: "Try again",
    },
    vaultCorrupt: {
      title: "The vault file is damaged",
      meaning:
        "Keystow cannot read vault.db and has not touched it. Restore a backup, or put back an undamaged copy of the file and try again.",
      action: "Try again",
    },
    vaultReadOnly: {
      title: "The vault cannot be written",
      meaning:
        "Your keys are safe and can be used, but nothing can be saved: the data folder or its disk is read-only. Allow writing there, then try again.",
      action: "Try again",
    },
    vaultBusy: {
      title: "The vault is busy",
      meaning: "Your keys are safe. Another program is writing to the vault right now.",
      action: "Try again",
    },
    diskFull: {
      title: "The disk is full",
      meaning:
        "Nothing was lost, but nothing can be saved either. Free some space on the disk of the data folder, then try again.",
      action: "Try again",
    },
    passphraseNeeded: {
      title: "The vault is closed",
      meaning: "Your keys are safe. On this computer the passphrase opens them.",
      action: "Open",
    },
  },
  unexpected: {
    title: "Keystow could not read the vault",
    meaning: "Nothing was changed. Try again; if it stays so, the details help to find out why.",
    action: "Try again",
  },
};
