import type { Words } from "../en";

export const trouble: Words["trouble"] = {
  details: "Einzelheiten",
  copyDetails: "Einzelheiten kopieren",
  stillUsable: "Status und Modelle bleiben währenddessen sichtbar.",
  trying: "Wird versucht …",
  stillSo: "Unverändert. Es wurde nichts geändert.",
  fact: {
    state: "Zustand",
    keyring: "Schlüsselbund",
    locked: "Schlüsselbund gesperrt",
    desktop: "Desktop",
    dataDir: "Datenordner",
    version: "Keystow",
    record: "Eintrag",
    yes: "ja",
    no: "nein",
    unknown: "unbekannt",
  },
  doctor: "Diesen Rechner prüfen",
  otherWays: "Weitere Wege",
  way: {
    code: "Wiederherstellungscode verwenden\u00a0…",
    passphrase: "Passphrase eingeben\u00a0…",
    restore: "Sicherung wiederherstellen\u00a0…",
    try: "Erneut versuchen",
    startNew: "Neuen Tresor beginnen\u00a0…",
    initPassphrase: "Stattdessen eine Passphrase nehmen\u00a0…",
  },
  todo: {
    code: "Der Wiederherstellungscode, den Sie aufgeschrieben haben, öffnet sie trotzdem.",
    passphrase: "Ihre Passphrase öffnet sie trotzdem.",
    keyring:
      "Stellen Sie eine Sicherung wieder her, oder holen Sie den passenden Schlüsselbund zurück und versuchen Sie es erneut.",
    slot: "Stellen Sie eine Sicherung wieder her, oder legen Sie eine unbeschädigte vault.db zurück in den Datenordner und versuchen Sie es erneut.",
    meanwhile: "Bis dahin öffnet Ihre Passphrase sie.",
  },
  fresh: {
    keyringLocked:
      "Keystow verwahrt sein Hauptgeheimnis in Ihrem Schlüsselbund. Entsperren Sie ihn, um Ihren ersten Schlüssel hinzuzufügen.",
    keyringUnavailable:
      "Keystow verwahrt sein Hauptgeheimnis im Schlüsselbund Ihres Systems, und keiner läuft. Starten Sie GNOME Keyring, KWallet oder KeePassXC (mit eingeschaltetem Secret Service) und versuchen Sie es erneut.",
    keyringTimeout:
      "Keystow verwahrt sein Hauptgeheimnis in Ihrem Schlüsselbund, und der hat nicht rechtzeitig geantwortet; vielleicht wartet er in einem anderen Fenster auf ein Passwort.",
    keyringDenied:
      "Keystow verwahrt sein Hauptgeheimnis in Ihrem Schlüsselbund, und der hat den Zugriff verweigert. Erlauben Sie ihn, wenn Sie gefragt werden.",
  },
  state: {
    keyringLocked: {
      title: "{{backend}} ist gesperrt",
      meaning:
        "Ihre Schlüssel sind sicher. Keystow kann Schlüssel erst wieder öffnen, hinzufügen oder prüfen, wenn der Schlüsselbund entsperrt ist.",
      action: "Entsperren",
    },
    keyringUnavailable: {
      title: "Kein Schlüsselbund antwortet",
      meaning:
        "Ihre Schlüssel sind sicher, aber das Hauptgeheimnis, das sie öffnet, liegt im Schlüsselbund Ihres Systems, und keiner läuft. Starten Sie GNOME Keyring, KWallet oder KeePassXC (mit eingeschaltetem Secret Service) und versuchen Sie es erneut.",
      action: "Erneut versuchen",
    },
    keyringTimeout: {
      title: "{{backend}} antwortet nicht",
      meaning:
        "Ihre Schlüssel sind sicher. Der Schlüsselbund hat nicht rechtzeitig geantwortet; vielleicht wartet er in einem anderen Fenster auf ein Passwort.",
      action: "Erneut versuchen",
    },
    keyringDenied: {
      title: "{{backend}} verweigert den Zugriff",
      meaning:
        "Ihre Schlüssel sind sicher. Keystow durfte sein Hauptgeheimnis nicht lesen. Erlauben Sie den Zugriff, wenn Sie gefragt werden.",
      action: "Erneut fragen",
    },
    masterMissing: {
      title: "Das Hauptgeheimnis fehlt",
      meaning:
        "Ihre versiegelten Schlüssel sind noch da; gelöscht wurde nichts. Das Geheimnis, das sie öffnet, liegt nicht mehr im Schlüsselbund, vielleicht weil er zurückgesetzt wurde.",
      action: "Erneut versuchen",
    },
    masterWrong: {
      title: "Das Hauptgeheimnis gehört zu einem anderen Tresor",
      meaning:
        "Ihre versiegelten Schlüssel sind noch da; gelöscht wurde nichts. Datenordner und Schlüsselbund gehören nicht zusammen, vielleicht weil eines von beiden von einem anderen Rechner stammt.",
      action: "Erneut versuchen",
    },
    masterCorrupt: {
      title: "Das Hauptgeheimnis ist beschädigt",
      meaning:
        "Ihre versiegelten Schlüssel sind noch da; gelöscht wurde nichts. Was {{backend}} geliefert hat, ist kein vollständiges Geheimnis.",
      action: "Erneut versuchen",
    },
    slotCorrupt: {
      title: "Das Schloss des Tresors ist beschädigt",
      meaning:
        "Ihre versiegelten Schlüssel sind noch da, aber der Teil des Tresors, den der Schlüsselbund öffnet, wurde verändert oder beschädigt.",
      action: "Erneut versuchen",
    },
    rowCorrupt: {
      title: "Dieser Schlüssel lässt sich nicht öffnen",
      meaning:
        "Sein Eintrag wurde verändert oder beschädigt. Alle anderen Schlüssel sind in Ordnung. Ersetzen Sie diesen Schlüssel, um das zu beheben.",
      action: "Schlüssel ersetzen",
    },
    vaultMissing: {
      title: "Die Tresordatei ist verschwunden",
      meaning:
        "Hier war ein Tresor, aber vault.db liegt nicht mehr im Datenordner. Keystow legt darüber keinen neuen an, solange Sie es nicht sagen. Stellen Sie eine Sicherung wieder her, oder legen Sie die Datei zurück und versuchen Sie es erneut.",
      action: "Erneut versuchen",
    },
    vaultNewer: {
      title: "Dieser Tresor stammt von einem neueren Keystow",
      meaning:
        "Ihre Schlüssel sind sicher, und es wurde nichts verändert. Aktualisieren Sie Keystow auf diesem Rechner, um ihn zu öffnen.",
      action: "Erneut versuchen",
    },
    vaultCorrupt: {
      title: "Die Tresordatei ist beschädigt",
      meaning:
        "Keystow kann vault.db nicht lesen und hat sie nicht angerührt. Stellen Sie eine Sicherung wieder her, oder legen Sie eine unbeschädigte Kopie der Datei zurück und versuchen Sie es erneut.",
      action: "Erneut versuchen",
    },
    vaultReadOnly: {
      title: "In den Tresor lässt sich nicht schreiben",
      meaning:
        "Ihre Schlüssel sind sicher und nutzbar, aber speichern lässt sich nichts: Der Datenordner oder sein Datenträger ist schreibgeschützt. Erlauben Sie dort das Schreiben und versuchen Sie es erneut.",
      action: "Erneut versuchen",
    },
    vaultBusy: {
      title: "Der Tresor ist gerade belegt",
      meaning: "Ihre Schlüssel sind sicher. Ein anderes Programm schreibt gerade in den Tresor.",
      action: "Erneut versuchen",
    },
    diskFull: {
      title: "Der Datenträger ist voll",
      meaning:
        "Verloren ist nichts, aber speichern lässt sich auch nichts. Schaffen Sie Platz auf dem Datenträger des Datenordners und versuchen Sie es erneut.",
      action: "Erneut versuchen",
    },
    passphraseNeeded: {
      title: "Der Tresor ist geschlossen",
      meaning: "Ihre Schlüssel sind sicher. Auf diesem Rechner öffnet sie die Passphrase.",
      action: "Öffnen",
    },
  },
  unexpected: {
    title: "Keystow konnte den Tresor nicht lesen",
    meaning:
      "Es wurde nichts geändert. Versuchen Sie es erneut; bleibt es dabei, helfen die Einzelheiten bei der Suche.",
    action: "Erneut versuchen",
  },
};
