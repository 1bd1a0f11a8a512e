import { createInstance, type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import type { SettingsView } from "../ipc/bindings";
import { de } from "./de";
import { en } from "./en";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof en };
  }
}

export type Spoken = "en" | "de";

export function spokenLanguage(
  chosen: SettingsView["language"],
  system: string = navigator.language,
): Spoken {
  if (chosen !== "system") return chosen;
  return system.toLowerCase().startsWith("de") ? "de" : "en";
}

/** Makes a translator of its own, so that tests and the gallery share no state. */
export function createTranslator(language: Spoken): i18n {
  const translator = createInstance();
  translator.use(initReactI18next).init({
    lng: language,
    fallbackLng: "en",
    resources: { en: { translation: en }, de: { translation: de } },
    interpolation: { escapeValue: false },
    initAsync: false,
    returnEmptyString: true,
  });
  return translator;
}
