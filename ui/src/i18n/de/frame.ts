import type { Words } from "../en";

export const frame: Words["frame"] = {
  app: "Keystow",
  nav: {
    label: "Hauptbereich",
    keys: "Schlüssel",
    models: "Modelle",
    preferences: "Einstellungen",
  },
  action: {
    add: "Neu",
    back: "Zurück",
    cancel: "Abbrechen",
    copied: "Kopiert",
    create: "Anlegen",
    more: "Weitere Aktionen",
    tryAgain: "Erneut versuchen",
    clearSearch: "Suche leeren",
  },
  profile: {
    current: "Profil: {{name}}",
    default: "Standard",
    new: "Neues Profil …",
    title: "Neues Profil",
    explain:
      "Jedes Profil hat für jeden Anbieter einen eigenen Schlüssel, zum Beispiel Arbeit getrennt von Privatem.",
    name: "Name",
    placeholder: "arbeit",
  },
  lock: {
    label: "Wo das Hauptgeheimnis liegt",
    keyring: "Schlüsselbund",
    aKeyring: "Ihr Schlüsselbund",
    looking: "Schlüsselbund wird gesucht …",
    ready: "Bereit",
    working: "In Ordnung",
    locked: "Gesperrt",
    silent: "Antwortet nicht",
    refused: "Zugriff verweigert",
    attention: "Nicht in Ordnung",
    none: "Nicht gefunden",
  },
  time: {
    now: "gerade eben",
    milliseconds: "{{n}} ms",
    seconds: "{{n}} s",
  },
};
