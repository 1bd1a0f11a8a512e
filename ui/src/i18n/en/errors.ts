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
    credentialExists: "There already is a key for {{provider}}. Save once more to replace it.",
    profileExists: "There already is a profile “{{profile}}”.",
    invalidProfileName: "Use a short name of letters, digits, “-” and “_”.",
    invalidKey: "This is not a key.",
    invalidBaseUrl: "This address cannot be used.",
    invalidLabel: "The label is too long or has characters that cannot be shown.",
    clipboardUnavailable: "The clipboard cannot be reached. Reveal the key and copy it by hand.",
    unexpected: "Something went wrong that Keystow did not expect. Nothing was lost; try again.",
  },
  uninitialised: "There is no vault yet. Add a first key to create it.",
  kept: "Nothing was saved. What you typed is still here.",
};
