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
    credentialExists:
      "Für {{provider}} gibt es schon einen Schlüssel. Speichern Sie noch einmal, um ihn zu ersetzen.",
    profileExists: "Ein Profil „{{profile}}“ gibt es schon.",
    invalidProfileName: "Nehmen Sie einen kurzen Namen aus Buchstaben, Ziffern, „-“ und „_“.",
    invalidKey: "Das ist kein Schlüssel.",
    invalidBaseUrl: "Diese Adresse lässt sich nicht verwenden.",
    invalidLabel:
      "Die Bezeichnung ist zu lang oder enthält Zeichen, die sich nicht anzeigen lassen.",
    clipboardUnavailable:
      "Die Zwischenablage ist nicht erreichbar. Zeigen Sie den Schlüssel an und kopieren Sie ihn von Hand.",
    unexpected:
      "Etwas ist schiefgegangen, womit Keystow nicht gerechnet hat. Verloren ist nichts; versuchen Sie es erneut.",
  },
  uninitialised: "Es gibt noch keinen Tresor. Er entsteht mit dem ersten Schlüssel.",
  kept: "Es wurde nichts gespeichert. Ihre Eingabe ist noch da.",
};
