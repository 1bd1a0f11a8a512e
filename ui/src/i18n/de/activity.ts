import type { Words } from "../en";

export const activity: Words["activity"] = {
  title: "Aktivität",
  search: "Aktivität durchsuchen",
  list: "Wann Schlüssel verliehen wurden, das Neueste zuerst",
  kept_one: "Jeder Eintrag bleibt {{n}} Tag.",
  kept_other: "Jeder Eintrag bleibt {{n}} Tage.",
  keptForever: "Die Einträge bleiben, bis Sie sie löschen.",
  change: "In den Einstellungen ändern",
  reading: "Die Aktivität wird gelesen …",
  today: "Heute",
  yesterday: "Gestern",
  purpose: {
    library: "Von einem Programm geholt",
    get: "Mit keystow get gelesen",
    run: "An ein Programm verliehen",
    copy: "Kopiert",
    reveal: "Angezeigt",
    try: "Frage an ein Modell",
    other: "Auf andere Weise verliehen",
  },
  unknownProgram: "Unbekanntes Programm",
  startedBy: "Gestartet von",
  folder: "Ordner",
  filter: {
    spoken: "Aktivität filtern: ",
    title: "Aktivität filtern",
    purpose: "Wofür",
    provider: "Anbieter",
    profile: "Profil",
    allProfiles: "Alle Profile",
  },
  empty: "Noch keine Aktivität",
  emptyHint:
    "Sobald ein Schlüssel an ein Programm verliehen, kopiert, angezeigt oder für eine Frage verwendet wird, steht hier ein Eintrag. Der Schlüssel selbst steht nie darin.",
  noMatch: "Kein Eintrag passt zu „{{query}}“.",
  noMatchFilters: "Kein Eintrag passt zu diesen Filtern: {{filters}}.",
  noMatchBoth: "Kein Eintrag passt zu „{{query}}“ und diesen Filtern: {{filters}}.",
  clear: "Löschen …",
  confirm: {
    title: "Die ganze Aktivität löschen?",
    body_one:
      "{{n}} Eintrag wird gelöscht, gleich aus welchem Profil. Das lässt sich nicht rückgängig machen. Ihre Schlüssel bleiben.",
    body_other:
      "Alle {{n}} Einträge werden gelöscht, aus sämtlichen Profilen. Das lässt sich nicht rückgängig machen. Ihre Schlüssel bleiben.",
    clear: "Aktivität löschen",
  },
  cleared: "Aktivität gelöscht",
};
