export const errors = {
  fault: {
    empty: "Paste or type a key first.",
    severalLines: "This is more than one line. Paste the key alone.",
    innerSpace:
      "There is a space at position {{position}}. A key has none; was something pasted with it?",
    control: "There is a control character at position {{position}}. Copy the key once more.",
    notAscii:
      "“{{character}}” at position {{position}} cannot be part of a key. Copy the key once more.",
    tooLong: "{{length}} characters are too many for a key; 4,096 is the most.",
    looksLikeUrl: "This is a web address, not a key.",
  },
  baseUrl: {
    empty: "The address is empty.",
    notAUrl: "This is not a web address. It should look like https://example.com/v1.",
    notHttps: "The address must begin with https://. Plain http is allowed for this computer only.",
    userInfo: "Leave out the name and password in the address.",
    query: "Leave out the “?” and what follows it.",
    fragment: "Leave out the “#” and what follows it.",
    noHost: "The address names no host.",
    tooLong: "The address is too long.",
  },
  kind: {
    noSuchProvider: "Keystow does not know this provider.",
    noSuchProfile: "There is no profile “{{profile}}” any more.",
    noSuchCredential: "This key is not stored any more. Another program may have deleted it.",
    noKey: "No key is stored here.",
    unprovedBaseUrl:
      "The record of {{provider}} is damaged or was edited outside of Keystow, so its base URL cannot be trusted, and the new key was not stored. Give another base URL with it, or delete the entry and add it again.",
    credentialExists: "There already is a key for {{provider}}. Save once more to replace it.",
    profileExists: "There already is a profile “{{profile}}”.",
    invalidProfileName: "Use a short name of letters, digits, “-” and “_”.",
    invalidKey: "This is not a key.",
    invalidBaseUrl: "This address cannot be used.",
    keyNotProved: "The new key did not prove to work, so the old one stays.",
    baseUrlNeeded:
      "{{provider}} has no address that serves everybody. Give the one of your own resource.",
    noSuchRegion: "{{provider}} has no such region. Choose another one.",
    invalidAccountId: "This id cannot be sent. It has at most 128 characters and no spaces.",
    invalidDate: "This is not a whole date. Write year, month and day, such as 2027-01-31.",
    invalidEndpointName:
      "Use a short name of small letters, digits, “-” and “_” that begins with a letter or digit.",
    invalidModelsPath:
      "This is not a path. It should look like /models, without “?”, “#” and spaces.",
    endpointExists: "There already is an endpoint “{{name}}”. Choose another name.",
    endpointInUse: "A key is stored for the endpoint “{{name}}”. Delete the key first.",
    endpointHasBaseUrl: "An endpoint has its base URL already. A key for it takes no other.",
    invalidCaFile:
      "{{path}} cannot be read as a file of certificates (PEM). The whole path is needed, from / on.",
    invalidLabel: "The label is too long or has characters that cannot be shown.",
    clipboardUnavailable: "The clipboard cannot be reached. Reveal the key and copy it by hand.",
    passphraseWrong: "This is not the passphrase of this vault.",
    noPassphraseSlot: "This vault has no passphrase.",
    codeOfAnotherVault:
      "The code is whole, but it belongs to another vault. Is it an older one, or one of another computer?",
    noRecoverySlot: "This vault has no recovery code.",
    noKeyringSlot: "This vault opens without a keyring, so there is no secret in one to exchange.",
    lastSlot:
      "Nothing else would open the vault then. Make sure that the keyring works before you take this away.",
    vaultOpens: "This vault opens. Nothing was moved.",
    alreadyInitialised: "There is a vault already. Nothing was changed.",
    groupsDiffer: "The groups are not those of the new code. Nothing was changed.",
    nothingPrepared: "Too much time has passed, or Keystow was restarted. Begin once more.",
    profileInUse: "The profile “{{profile}}” still holds keys. Nothing was changed.",
    defaultProfile: "The profile “default” keeps its name and stays. Nothing was changed.",
    lendingForbidden:
      "You chose that the key of {{provider}} is lent to no program. Change that under “Lend to programs” first.",
    invalidNote: "A note has at most 2,000 characters.",
    nothingFound: "What was found is no longer kept. Look once more.",
    cannotTry: "No prompt can be sent to {{provider}} from here.",
    invalidPrompt: "Type a prompt first. At most 100,000 characters are possible.",
    tryFailed: "The model did not answer.",
    unexpected: "Something went wrong that Keystow did not expect. Nothing was lost; try again.",
  },
  import: {
    notFound: "There is no file {{place}}.",
    notAFile: "{{place}} is no ordinary file. Nothing was read.",
    tooLarge: "{{place}} is larger than 1 MiB. Nothing was read.",
    notText: "{{place}} is not UTF-8 text. Nothing was read.",
    unreadable: "{{place}} cannot be read. Check who may read it.",
    malformed: "{{place}} is not written as Keystow expects it.",
    address:
      "The address beside the key in {{place}} cannot be taken, so that key was left out. Add it by hand.",
    shell: "Your login shell did not tell its environment.",
  },
  header: {
    name: "The name of the header has a character that no header name has.",
    reserved: "Keystow sets this header itself. Leave it out.",
    value: "The value of the header is empty, too long, or has a character that cannot be sent.",
    twice: "Another header has this name already. Each name can be given once.",
  },
  proxy: {
    address: "This is not the address of a proxy. It should look like http://proxy.example:3128.",
    password:
      "Leave out the name and password: this address is not sealed. A proxy that asks for them can be named in the environment variable HTTPS_PROXY.",
  },
  passphrase: {
    empty: "Type a passphrase first.",
    tooShort: "Too short. At least 10 characters are needed.",
    tooLong: "Too long. At most 1,024 bytes are possible.",
    control: "It has a character that cannot be typed everywhere, such as a line break.",
  },
  code: {
    empty: "Type the recovery code first.",
    badCharacter:
      "The character at position {{position}} is in no recovery code. Look at what you wrote down.",
    badCharacterSomewhere: "A character is in no recovery code. Look at what you wrote down.",
    length: "A recovery code has 28 characters: seven groups of four. Is one missing or too many?",
    checksum: "There is a typo in it: the characters do not belong together. Compare each group.",
  },
  backup: {
    wrongPassphrase: "This is not the passphrase of this backup.",
    damaged: "This backup is damaged. Nothing of it was used; try another one.",
    notABackup: "This file is not a Keystow backup.",
    newer: "A newer Keystow made this backup. Update Keystow on this computer to read it.",
    tooSlow: "Opening this file would take unreasonably long. Keystow did not make it.",
    unknownProvider:
      "The backup holds a key for “{{provider}}”, which this Keystow does not know. Update Keystow, then try again.",
    vaultChanged:
      "The vault is not what it was when you looked into this backup. Nothing was restored; look into it again.",
    fileExists:
      "A file of this name is there already. Choose another name, or choose the file under “Browse…” to replace it.",
    notFound: "There is no such file or folder.",
    unreadable: "This file cannot be read. Check who may read it.",
    unwritable: "Nothing can be written there. Choose another place.",
    diskFull: "That disk is full. Free some space or choose another place.",
  },
  uninitialised: "There is no vault yet. Add a first key to create it.",
  kept: "Nothing was saved. What you typed is still here.",
};
