import type { Words } from "../en";

export const form: Words["form"] = {
  firstTitle: "Ihre KI-Schlüssel, versiegelt",
  firstSentence:
    "Keystow verwahrt Ihre KI-Schlüssel versiegelt auf diesem Rechner und sagt Ihnen, welche funktionieren.",
  firstLock:
    "Das Hauptgeheimnis, das sie versiegelt, kommt in den Schlüsselbund ({{backend}}). Er ist bereit.",
  firstLockWorking:
    "Das Hauptgeheimnis, das sie versiegelt, liegt im Schlüsselbund ({{backend}}). Alles in Ordnung.",
  firstLockTrouble:
    "Das Hauptgeheimnis, das sie versiegelt, braucht einen Schlüsselbund. Siehe oben.",
  choose: "Wählen Sie einen Anbieter für Ihren ersten Schlüssel",
  emptyProfileTitle: "Noch keine Schlüssel in „{{profile}}“",
  emptyProfileSentence: "Wählen Sie einen Anbieter für den ersten Schlüssel dieses Profils.",
  chooseTitle: "Schlüssel hinzufügen",
  chooseSentence: "Von welchem Anbieter ist der Schlüssel?",
  searchProviders: "Anbieter durchsuchen",
  providers: "Anbieter",
  noProvider: "Kein Anbieter passt zu „{{query}}“.",
  keyStored: "Schlüssel gespeichert",
  addTitle: "Schlüssel für {{provider}} hinzufügen",
  replaceTitle: "Schlüssel für {{provider}} ersetzen",
  editTitle: "{{provider}} bearbeiten",
  sealed: "Der Schlüssel wird auf diesem Rechner versiegelt und nur an {{host}} gesendet.",
  replaceNote: "Der gespeicherte Schlüssel wird beim Speichern sofort überschrieben.",
  editNote:
    "Der gespeicherte Schlüssel bleibt, wie er ist. Er wird nur an die hier angegebene Adresse gesendet.",
  key: "API-Schlüssel",
  show: "Eingabe anzeigen",
  hide: "Eingabe verbergen",
  getKey: "Schlüssel holen",
  moreOptions: "Weitere Angaben",
  label: "Bezeichnung (freiwillig)",
  labelHint: "Ein Wort für Sie selbst, etwa „Teamkonto“.",
  baseUrl: "Basis-URL (freiwillig)",
  baseUrlHint: "Nur für einen Proxy oder einen kompatiblen Dienst. Ohne Angabe: {{root}}",
  save: "Speichern und prüfen",
  saveEdit: "Speichern",
  saving: "Wird versiegelt …",
  pasteCleaned: "Bereinigt: {{what}} beim Einfügen entfernt.",
  looksLike: "Das sieht nach einem Schlüssel von {{provider}} aus.",
  switchTo: "Stattdessen {{provider}} nehmen",
  removed: {
    space: "Leerzeichen",
    invisible: "unsichtbare Zeichen",
    assignment: "der Variablenname",
    quotes: "Anführungszeichen",
    header: "der Name der Kopfzeile",
    scheme: "das Wort „Bearer“",
    semicolon: "das Semikolon",
  },
};
