import type { Words } from "../en";

export const doctor: Words["doctor"] = {
  title: "Diesen Rechner prüfen",
  looking: "Schlüsselbund, Tresor und Dateien werden geprüft …",
  again: "Erneut prüfen",
  copy: "Bericht kopieren",
  copied: "Bericht kopiert",
  copyFailed: "Der Bericht ließ sich nicht kopieren",
  fine: "Alles ist in Ordnung",
  troubles_one: "{{n}} Sache ist zu beachten",
  troubles_other: "{{n}} Dinge sind zu beachten",
  findings: "Befunde",
  next: "Was zu tun ist",
  word: {
    ok: "in Ordnung",
    attention: "zu beachten",
    broken: "gestört",
  },
  name: {
    keyring: "Schlüsselbund",
    collection: "Standard-Schlüsselbund",
    canary: "Schreiben und Gegenlesen",
    deadline: "Antwortzeit",
    vault: "Tresor",
    slots: "Zugänge",
    recovery: "Wiederherstellungscode",
    passphrase: "Passphrase",
    records: "Gespeicherte Schlüssel",
    integrity: "Datenbank",
    permissions: "Zugriffsrechte",
    process: "Arbeitsspeicher dieses Programms",
    backup: "Automatische Sicherung",
  },
  ok: {
    keyring: "Ein Schlüsselbund antwortet und ist entsperrt.",
    collection: "Es gibt einen Standard-Schlüsselbund für das Hauptgeheimnis.",
    canary: "Ein Probeeintrag wurde geschrieben, gelesen und gelöscht.",
    deadline: "Der Schlüsselbund antwortet rechtzeitig.",
    vault: "Dem Tresor steht nichts im Weg.",
    slots: "Genügend Zugänge führen in den Tresor.",
    recovery: "Der Wiederherstellungscode ist bestätigt.",
    passphrase: "Der Tresor lässt sich auch mit einer Passphrase öffnen.",
    records: "Jeder gespeicherte Schlüssel lässt sich öffnen.",
    integrity: "Die Tresordatei besteht ihre eigene Prüfung.",
    permissions: "Niemand außer Ihnen kann den Datenordner lesen.",
    process: "Was darin steht, wird nicht auf den Datenträger geschrieben.",
    backup: "Sicherungen entstehen von selbst, und die letzte ist in Ordnung.",
  },
  noVault: "Es gibt noch keinen; er entsteht mit dem ersten Schlüssel.",
  closed: "Der Tresor ist geschlossen.",
  problem: {
    keyringLocked: "Der Schlüsselbund ist gesperrt.",
    keyringUnavailable: "Kein Schlüsselbund antwortet.",
    keyringTimeout: "Der Schlüsselbund hat nicht rechtzeitig geantwortet.",
    keyringDenied: "Der Schlüsselbund hat den Zugriff verweigert.",
    keyringFailed: "Der Schlüsselbund hat einen eigenen Fehler gemeldet.",
    noDefaultCollection: "Es gibt keinen Standard-Schlüsselbund, in den das Hauptgeheimnis könnte.",
    canaryFailed: "Was in den Schlüsselbund geschrieben wurde, ließ sich nicht wieder lesen.",
    slowKeyring: "Der Schlüsselbund antwortet langsam.",
    masterMissing: "Das Hauptgeheimnis liegt nicht im Schlüsselbund.",
    masterWrong: "Das Hauptgeheimnis im Schlüsselbund gehört zu einem anderen Tresor.",
    masterCorrupt: "Das Hauptgeheimnis im Schlüsselbund ist beschädigt.",
    slotCorrupt: "Der Teil des Tresors, der ihn öffnet, ist beschädigt.",
    vaultMissing: "Die Tresordatei ist verschwunden.",
    vaultNewer: "Der Tresor stammt von einem neueren Keystow.",
    vaultCorrupt: "Die Tresordatei ist beschädigt.",
    vaultReadOnly: "In die Tresordatei lässt sich nicht schreiben.",
    vaultBusy: "Ein anderes Programm schreibt gerade in den Tresor.",
    diskFull: "Der Datenträger ist voll.",
    passphraseNeeded: "Nur die Passphrase öffnet den Tresor, und sie wurde noch nicht eingegeben.",
    onlyOneWayIn:
      "Nur ein Zugang führt in den Tresor. Geht er verloren, sind es auch die Schlüssel.",
    recoveryUnconfirmed: "Der Wiederherstellungscode wurde nie bestätigt.",
    recordsDamaged:
      "Einige gespeicherte Schlüssel lassen sich nicht öffnen. Alle anderen sind in Ordnung.",
    notIntact: "Die Tresordatei besteht ihre eigene Prüfung nicht.",
    openToOthers: "Andere Konten dieses Rechners können den Datenordner lesen.",
    coreFilesOn:
      "Bei einem Absturz schreibt das System womöglich den Arbeitsspeicher dieses Programms auf den Datenträger.",
    backupFailed: "Die letzte automatische Sicherung ist misslungen.",
    backupOff:
      "Automatische Sicherungen sind aus: Die Passphrase dafür blieb im Tresor vor diesem.",
  },
  step: {
    unlockGnome: "Öffnen Sie „Passwörter und Schlüssel“ und entsperren Sie dort „Anmeldung“.",
    unlockKde: "Öffnen Sie KWalletManager und darin Ihre Brieftasche.",
    unlockKeepassxc: "Öffnen Sie KeePassXC und entsperren Sie Ihre Datenbank.",
    unlockKeyring: "Entsperren Sie Ihren Schlüsselbund in dem Programm, das ihn verwaltet.",
    startGnome:
      "Melden Sie sich ab und wieder an, oder führen Sie im Terminal `systemctl --user start gnome-keyring-daemon.socket` aus.",
    startKde:
      "Schalten Sie die Brieftasche in den Systemeinstellungen unter „Digitale Brieftasche“ ein.",
    startKeepassxc:
      "Öffnen Sie KeePassXC und schalten Sie in den Einstellungen unter „Secret-Service-Integration“ den Dienst ein.",
    installKeyring:
      "Installieren Sie einen Schlüsselbund, zum Beispiel mit `sudo apt install gnome-keyring`, und melden Sie sich ab und wieder an.",
    desktopSession:
      "Über SSH ist der Schlüsselbund des Desktops nicht erreichbar. Melden Sie sich am Desktop an oder nehmen Sie eine Passphrase.",
    flatpakPermission:
      "Geben Sie Keystow Zugang zum Schlüsselbund: `flatpak override --user --talk-name=org.freedesktop.secrets dev.keystow.desktop`",
    setDefaultGnome:
      "Machen Sie in „Passwörter und Schlüssel“ einen der Schlüsselbunde zur Vorgabe.",
    setDefaultKde:
      "Wählen Sie in den Systemeinstellungen unter „Digitale Brieftasche“ eine Standard-Brieftasche.",
    setDefaultKeepassxc:
      "Geben Sie in KeePassXC in den Datenbank-Einstellungen unter „Secret-Service-Integration“ eine Gruppe frei.",
    setDefault:
      "Wählen Sie einen Standard-Schlüsselbund in dem Programm, das Ihre Schlüsselbunde verwaltet.",
    restartKeyring:
      "Starten Sie den Schlüsselbund neu; am einfachsten melden Sie sich ab und wieder an.",
    answerPrompt:
      "Suchen Sie nach einem Fenster, in dem der Schlüsselbund auf eine Antwort wartet.",
    useRecoveryCode: "Öffnen Sie den Tresor mit Ihrem Wiederherstellungscode.",
    restoreBackup: "Stellen Sie eine Sicherung wieder her.",
    restoreVaultFile:
      "Legen Sie vault.db zurück in den Datenordner oder stellen Sie eine Sicherung wieder her.",
    usePassphrase: "Öffnen Sie den Tresor mit Ihrer Passphrase.",
    setPassphrase:
      "Legen Sie eine Passphrase fest, damit sich der Tresor auch ohne Schlüsselbund öffnen lässt.",
    createRecoveryCode:
      "Legen Sie einen Wiederherstellungscode an und verwahren Sie ihn auf Papier.",
    confirmRecoveryCode:
      "Legen Sie einen neuen Wiederherstellungscode an und geben Sie zwei Gruppen zur Kontrolle ein.",
    replaceKey: "Ersetzen Sie die Schlüssel, die sich nicht öffnen lassen.",
    update: "Aktualisieren Sie Keystow auf diesem Rechner.",
    permit:
      "Setzen Sie die Rechte des Datenordners so, dass Sie, und nur Sie, lesen und schreiben können.",
    closeOther: "Warten Sie kurz oder schließen Sie das andere Programm, das den Tresor benutzt.",
    freeSpace: "Schaffen Sie Platz auf dem Datenträger des Datenordners.",
    checkBackupFolder:
      "Sehen Sie nach, ob der Ordner für die Sicherungen da ist und sich beschreiben lässt.",
    setAutoBackup: "Schalten Sie automatische Sicherungen mit einer Passphrase wieder ein.",
    reportBug: "Bitte melden Sie das mit einer Kopie dieses Berichts; Geheimes steht nicht darin.",
  },
  do: {
    useCode: "Wiederherstellungscode verwenden …",
    restore: "Sicherung wiederherstellen …",
    openPassphrase: "Passphrase eingeben …",
    setPassphrase: "Passphrase festlegen …",
    makeCode: "Wiederherstellungscode anlegen …",
    autoBackup: "Automatische Sicherung ändern …",
  },
  slots: {
    title: "Zugänge zum Tresor",
    made: "Angelegt {{when}}",
    confirmed: "bestätigt {{when}}",
    neverConfirmed: "nie bestätigt",
    verified: "geprüft {{when}}",
    neverVerified: "nie geprüft",
    none: "Noch führt kein Zugang in einen Tresor.",
    name: {
      keyring: "Schlüsselbund",
      recovery: "Wiederherstellungscode",
      passphrase: "Passphrase",
    },
  },
};
