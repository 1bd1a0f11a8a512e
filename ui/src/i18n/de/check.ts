import type { Words } from "../en";

export const check: Words["check"] = {
  checking: "Wird geprüft …",
  checkingAt: "{{host}} wird gefragt, ohne dass Kosten entstehen.",
  unchecked: "Noch nicht geprüft",
  uncheckedHint:
    "Prüfen Sie den Schlüssel, um zu erfahren, ob er funktioniert und welche Modelle er öffnet.",
  recheck: "Erneut prüfen",
  first: "Jetzt prüfen",
  cancel: "Prüfung abbrechen",
  cancelled: "Prüfung abgebrochen",
  lastKnown: "Zuletzt bekannt: {{what}}, {{when}}",
  httpStatus: "HTTP {{n}}",
  request: "Anfrage dieser Prüfung",
  says: "{{provider}} meldet",
  announce: "{{provider}}: {{what}}",
  retryAt: "um {{time}}",
  retrySoon: "in Kürze",
  history: {
    title: "Verlauf",
    all: "Alle {{n}} anzeigen",
    new: "+{{n}} neu",
    gone: "{{n}} entfallen",
  },
  verdict: {
    accepted: "Funktioniert",
    no_key_needed: "Funktioniert; kein Schlüssel nötig",
    limited_scope: "Funktioniert, mit eingeschränkten Rechten",
    no_credit: "Funktioniert, aber kein Guthaben",
    rejected: "Von {{provider}} abgelehnt",
    blocked: "{{provider}} hat die Verbindung abgelehnt, nicht den Schlüssel",
    rate_limited: "Zu viele Anfragen; erneut versuchen {{when}}",
    unreachable: "{{host}} ist nicht erreichbar",
    provider_down: "{{provider}} hat gerade eine Störung",
    unexpected: "{{host}} hat unverständlich geantwortet",
    unverifiable: "Gespeichert; dieser Dienst bietet keine Prüfung an",
  },
  otherRegion:
    "Ein Schlüssel von {{provider}} gilt nur in seiner eigenen Region. Gehört er zu einer anderen? Das ändern Sie unter „Angaben bearbeiten …“.",
  next: {
    accepted: "",
    no_key_needed: "",
    limited_scope:
      "Der Schlüssel ist gültig. Für manches braucht es womöglich einen mit mehr Rechten.",
    no_credit:
      "Der Schlüssel ist gültig. Laden Sie das Konto bei {{provider}} auf, um ihn zu nutzen.",
    rejected:
      "Der Schlüssel bleibt gespeichert. Holen Sie bei {{provider}} einen neuen und ersetzen Sie ihn.",
    blocked:
      "Sehen Sie nach Region, Netzwerk und Organisation; der Schlüssel selbst kann in Ordnung sein.",
    rate_limited: "Über den Schlüssel ist nichts gesagt. Warten Sie kurz und prüfen Sie erneut.",
    unreachable:
      "Über den Schlüssel ist nichts gesagt. Sehen Sie nach der Verbindung und prüfen Sie erneut.",
    provider_down: "Über den Schlüssel ist nichts gesagt. Prüfen Sie später erneut.",
    unexpected:
      "Über den Schlüssel ist nichts gesagt. Sehen Sie unter „Angaben bearbeiten“ nach der Adresse.",
    unverifiable: "Probieren Sie ihn in dem Programm aus, das ihn verwenden soll.",
  },
  short: {
    accepted: "gültig",
    no_key_needed: "gültig",
    limited_scope: "eingeschränkt",
    no_credit: "kein Guthaben",
    rejected: "abgelehnt",
    blocked: "verweigert",
    rate_limited: "gedrosselt",
    unreachable: "unerreichbar",
    provider_down: "gestört",
    unexpected: "unklar",
    unverifiable: "ungeprüft",
  },
  lastKnownWord: {
    valid: "funktioniert",
    invalid: "abgelehnt",
  },
  status: {
    unchecked: "nicht geprüft",
    checking: "wird geprüft",
    valid: "gültig",
    invalid: "ungültig",
    error: "nicht feststellbar",
  },
};
