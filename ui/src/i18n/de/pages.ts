import type { Words } from "../en";

export const models: Words["models"] = {
  title: "Modelle",
  heading: "Modelle",
  search: "Modelle durchsuchen",
  searchAll: "Alle Modelle durchsuchen",
  found: "{{n}} von {{all}}",
  context: "Kontext",
  output: "Ausgabe",
  contextOf: "Kontextfenster {{n}} Token",
  outputOf: "Ausgabe höchstens {{n}} Token",
  gone: "nicht mehr angeboten",
  empty: "Noch keine Modelle",
  emptyHint: "Sie erscheinen hier nach der ersten erfolgreichen Prüfung.",
  emptyChecking: "Die Modelle erscheinen hier, sobald die Prüfung fertig ist.",
  emptyAll: "Noch keine Modelle",
  emptyAllHint:
    "Fügen Sie einen Schlüssel hinzu. Nach erfolgreicher Prüfung stehen hier alle Modelle, die er öffnet.",
  noMatch: "Kein Modell passt zu „{{query}}“.",
};

export const preferences: Words["preferences"] = {
  title: "Einstellungen",
  language: "Sprache",
  theme: "Farbschema",
  clipboard: "Kopierte Schlüssel löschen nach",
  clipboardHint: "Keystow leert die Zwischenablage nur, wenn der Schlüssel noch darin liegt.",
  dataDir: "Datenordner",
  dataDirHint: "Hier liegt der versiegelte Tresor. Sicherungen entstehen auf der Seite „Tresor“.",
  keyring: "Schlüsselbund",
  version: "Version",
  system: "System",
  en: "English",
  de: "Deutsch",
  light: "Hell",
  dark: "Dunkel",
  seconds: "{{n}} s",
  secondsLong: "{{n}} Sekunden",
  about: "Dieser Rechner",
  appearance: "Darstellung",
  safety: "Sicherheit",
};
