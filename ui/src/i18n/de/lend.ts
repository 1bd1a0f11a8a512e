import type { Words } from "../en";

export const lend: Words["lend"] = {
  label: "An Programme leihen",
  allow: "Jedem, das fragt",
  allowHint: "Jedes Programm, das Sie starten, darf Keystow nach diesem Schlüssel fragen.",
  named: "Nur wenn genannt",
  namedHint:
    "„keystow run --all“ lässt ihn aus; ein Programm bekommt ihn, wenn Sie ihn ausdrücklich nennen.",
  never: "Keinem Programm",
  neverHint: "Kopieren und Anzeigen bleiben hier möglich.",
  changed: "An Programme leihen: {{what}}",
};
