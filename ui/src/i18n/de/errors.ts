import type { Words } from "../en";

export const errors: Words["errors"] = {
  fault: {
    empty: "Fügen Sie zuerst einen Schlüssel ein.",
    severalLines: "Das ist mehr als eine Zeile. Fügen Sie nur den Schlüssel ein.",
    innerSpace:
      "An Stelle {{position}} steht ein Leerzeichen. Ein Schlüssel hat keines; kam etwas mit hinein?",
    control:
      "An Stelle {{position}} steht ein Steuerzeichen. Kopieren Sie den Schlüssel noch einmal.",
    notAscii:
      "„{{character}}“ an Stelle {{position}} kann nicht zu einem Schlüssel gehören. Kopieren Sie ihn noch einmal.",
    tooLong: "{{length}} Zeichen sind zu viele für einen Schlüssel; höchstens 4.096 sind möglich.",
    looksLikeUrl: "Das ist eine Webadresse, kein Schlüssel.",
  },
  baseUrl: {
    empty: "Die Adresse ist leer.",
    notAUrl: "Das ist keine Webadresse. Sie sollte wie https://example.com/v1 aussehen.",
    notHttps:
      "Die Adresse muss mit https:// beginnen. Einfaches http ist nur für diesen Rechner erlaubt.",
    userInfo: "Lassen Sie Namen und Passwort in der Adresse weg.",
    query: "Lassen Sie das „?“ und alles danach weg.",
    fragment: "Lassen Sie das „#“ und alles danach weg.",
    noHost: "Die Adresse nennt keinen Rechner.",
    tooLong: "Die Adresse ist zu lang.",
  },
  kind: {
    noSuchProvider: "Keystow kennt diesen Anbieter nicht.",
    noSuchProfile: "Das Profil „{{profile}}“ gibt es nicht mehr.",
    noSuchCredential:
      "Dieser Schlüssel ist nicht mehr gespeichert. Vielleicht hat ihn ein anderes Programm gelöscht.",
    noKey: "Hier ist kein Schlüssel gespeichert.",
    unprovedBaseUrl:
      "Der Eintrag für {{provider}} ist beschädigt oder wurde außerhalb von Keystow geändert; seiner Basis-URL ist nicht zu trauen, und der neue Schlüssel wurde nicht gespeichert. Geben Sie eine andere Basis-URL dazu an, oder löschen Sie den Eintrag und legen Sie ihn neu an.",
    credentialExists:
      "Für {{provider}} gibt es schon einen Schlüssel. Speichern Sie noch einmal, um ihn zu ersetzen.",
    profileExists: "Ein Profil „{{profile}}“ gibt es schon.",
    invalidProfileName: "Nehmen Sie einen kurzen Namen aus Buchstaben, Ziffern, „-“ und „_“.",
    invalidKey: "Das ist kein Schlüssel.",
    invalidBaseUrl: "Diese Adresse lässt sich nicht verwenden.",
    keyNotProved: "Der neue Schlüssel ließ sich nicht bestätigen, also bleibt der alte.",
    baseUrlNeeded:
      "{{provider}} hat keine Adresse, die für alle gilt. Geben Sie die Ihrer eigenen Ressource an.",
    noSuchRegion: "Diese Region gibt es bei {{provider}} nicht. Wählen Sie eine andere.",
    invalidAccountId:
      "Diese Kennung lässt sich nicht senden. Möglich sind höchstens 128 Zeichen ohne Leerzeichen.",
    invalidDate:
      "Das ist kein vollständiges Datum. Geben Sie Jahr, Monat und Tag an, etwa 2027-01-31.",
    invalidEndpointName:
      "Nehmen Sie einen kurzen Namen aus Kleinbuchstaben, Ziffern, „-“ und „_“, vorn ein Buchstabe oder eine Ziffer.",
    invalidModelsPath:
      "Das ist kein Pfad. Er sollte wie /models aussehen, ohne „?“, „#“ und Leerzeichen.",
    endpointExists: "Einen Endpunkt „{{name}}“ gibt es schon. Wählen Sie einen anderen Namen.",
    endpointInUse:
      "Für den Endpunkt „{{name}}“ ist ein Schlüssel gespeichert. Löschen Sie zuerst den Schlüssel.",
    endpointHasBaseUrl:
      "Ein Endpunkt hat seine Basis-URL schon. Ein Schlüssel dafür bekommt keine andere.",
    invalidCaFile:
      "{{path}} lässt sich nicht als Datei mit Zertifikaten (PEM) lesen. Nötig ist der ganze Pfad, von / an.",
    invalidLabel:
      "Die Bezeichnung ist zu lang oder enthält Zeichen, die sich nicht anzeigen lassen.",
    clipboardUnavailable:
      "Die Zwischenablage ist nicht erreichbar. Zeigen Sie den Schlüssel an und kopieren Sie ihn von Hand.",
    passphraseWrong: "Das ist nicht die Passphrase dieses Tresors.",
    noPassphraseSlot: "Dieser Tresor hat keine Passphrase.",
    codeOfAnotherVault:
      "Der Code ist vollständig, gehört aber zu einem anderen Tresor. Ist es ein älterer oder der eines anderen Rechners?",
    noRecoverySlot: "Dieser Tresor hat keinen Wiederherstellungscode.",
    noKeyringSlot:
      "Dieser Tresor öffnet sich ohne Schlüsselbund, also gibt es dort kein Geheimnis auszutauschen.",
    lastSlot:
      "Dann würde nichts mehr den Tresor öffnen. Sorgen Sie erst dafür, dass der Schlüsselbund funktioniert.",
    vaultOpens: "Dieser Tresor lässt sich öffnen. Es wurde nichts beiseitegelegt.",
    alreadyInitialised: "Es gibt schon einen Tresor. Es wurde nichts geändert.",
    groupsDiffer: "Die Gruppen sind nicht die des neuen Codes. Es wurde nichts geändert.",
    nothingPrepared:
      "Es ist zu viel Zeit vergangen, oder Keystow wurde neu gestartet. Beginnen Sie noch einmal.",
    profileInUse: "Im Profil „{{profile}}“ liegen noch Schlüssel. Es wurde nichts geändert.",
    defaultProfile:
      "Das Profil „default“ behält seinen Namen und bleibt. Es wurde nichts geändert.",
    lendingForbidden:
      "Sie haben festgelegt, dass der Schlüssel von {{provider}} keinem Programm geliehen wird. Ändern Sie das zuerst unter „An Programme leihen“.",
    invalidNote: "Eine Notiz hat höchstens 2.000 Zeichen.",
    nothingFound: "Was gefunden wurde, ist nicht mehr vorgemerkt. Suchen Sie noch einmal.",
    cannotTry: "An {{provider}} lässt sich von hier aus keine Frage schicken.",
    invalidPrompt: "Geben Sie zuerst eine Frage ein. Möglich sind höchstens 100.000 Zeichen.",
    tryFailed: "Das Modell hat nicht geantwortet.",
    unexpected:
      "Etwas ist schiefgegangen, womit Keystow nicht gerechnet hat. Verloren ist nichts; versuchen Sie es erneut.",
  },
  import: {
    notFound: "Eine Datei {{place}} gibt es nicht.",
    notAFile: "{{place}} ist keine gewöhnliche Datei. Es wurde nichts gelesen.",
    tooLarge: "{{place}} ist größer als 1 MiB. Es wurde nichts gelesen.",
    notText: "{{place}} ist kein UTF-8-Text. Es wurde nichts gelesen.",
    unreadable: "{{place}} lässt sich nicht lesen. Sehen Sie nach, wer die Datei lesen darf.",
    malformed: "{{place}} ist nicht so geschrieben, wie Keystow es erwartet.",
    address:
      "Die Adresse neben dem Schlüssel in {{place}} lässt sich nicht übernehmen; deshalb blieb dieser Schlüssel außen vor. Fügen Sie ihn von Hand hinzu.",
    shell: "Ihre Anmelde-Shell hat ihre Umgebung nicht mitgeteilt.",
  },
  header: {
    name: "Der Name des Headers hat ein Zeichen, das in keinem vorkommt.",
    reserved: "Diesen Header setzt Keystow selbst. Lassen Sie ihn weg.",
    value:
      "Der Wert des Headers ist leer, zu lang oder hat ein Zeichen, das sich nicht senden lässt.",
    twice: "Ein anderer Header heißt schon so. Jeder Name ist nur einmal möglich.",
  },
  proxy: {
    address:
      "Das ist nicht die Adresse eines Proxys. Sie sollte wie http://proxy.example:3128 aussehen.",
    password:
      "Lassen Sie Namen und Passwort weg: Diese Adresse wird nicht versiegelt. Einen Proxy, der danach fragt, können Sie in der Umgebungsvariable HTTPS_PROXY nennen.",
  },
  passphrase: {
    empty: "Geben Sie zuerst eine Passphrase ein.",
    tooShort: "Zu kurz. Nötig sind mindestens 10 Zeichen.",
    tooLong: "Zu lang. Möglich sind höchstens 1.024 Bytes.",
    control:
      "Darin steht ein Zeichen, das sich nicht überall eingeben lässt, etwa ein Zeilenumbruch.",
  },
  code: {
    empty: "Geben Sie zuerst den Wiederherstellungscode ein.",
    badCharacter:
      "Das Zeichen an Stelle {{position}} kommt in keinem Wiederherstellungscode vor. Sehen Sie nach, was Sie aufgeschrieben haben.",
    badCharacterSomewhere:
      "Ein Zeichen kommt in keinem Wiederherstellungscode vor. Sehen Sie nach, was Sie aufgeschrieben haben.",
    length:
      "Ein Wiederherstellungscode hat 28 Zeichen: sieben Gruppen zu vieren. Fehlt eines, oder ist eines zu viel?",
    checksum:
      "Da ist ein Tippfehler: Die Zeichen passen nicht zusammen. Vergleichen Sie Gruppe für Gruppe.",
  },
  backup: {
    wrongPassphrase: "Das ist nicht die Passphrase dieser Sicherung.",
    damaged:
      "Diese Sicherung ist beschädigt. Nichts daraus wurde verwendet; versuchen Sie es mit einer anderen.",
    notABackup: "Diese Datei ist keine Sicherung von Keystow.",
    newer:
      "Diese Sicherung stammt von einem neueren Keystow. Aktualisieren Sie Keystow auf diesem Rechner, um sie zu lesen.",
    tooSlow:
      "Diese Datei zu öffnen würde unverhältnismäßig lange dauern. Von Keystow stammt sie nicht.",
    unknownProvider:
      "Die Sicherung enthält einen Schlüssel für „{{provider}}“, den dieses Keystow nicht kennt. Aktualisieren Sie Keystow und versuchen Sie es erneut.",
    vaultChanged:
      "Der Tresor ist nicht mehr, was er beim Blick in diese Sicherung war. Nichts wurde wiederhergestellt; sehen Sie noch einmal hinein.",
    fileExists:
      "Eine Datei dieses Namens gibt es dort schon. Nehmen Sie einen anderen Namen, oder wählen Sie die Datei unter „Auswählen …“, um sie zu ersetzen.",
    notFound: "Diese Datei oder diesen Ordner gibt es nicht.",
    unreadable: "Diese Datei lässt sich nicht lesen. Sehen Sie nach, wer sie lesen darf.",
    unwritable: "Dort lässt sich nichts schreiben. Wählen Sie einen anderen Ort.",
    diskFull: "Dieser Datenträger ist voll. Schaffen Sie Platz oder wählen Sie einen anderen Ort.",
  },
  uninitialised: "Es gibt noch keinen Tresor. Er entsteht mit dem ersten Schlüssel.",
  kept: "Es wurde nichts gespeichert. Ihre Eingabe ist noch da.",
};
