import { useLayoutEffect } from "react";
import { useTranslation } from "react-i18next";
import { spokenLanguage } from "../../i18n";
import { type SettingsView, useSettings } from "../../ipc";

export function applyTheme(theme: SettingsView["theme"]): void {
  const root = document.documentElement;
  if (theme === "system") root.removeAttribute("data-theme");
  else root.setAttribute("data-theme", theme);
}

/** Keeps language and theme as the settings say; without settings the system decides. */
export function useAppearance(): void {
  const { i18n } = useTranslation();
  const { data: settings } = useSettings();
  const language = settings ? spokenLanguage(settings.language) : undefined;
  const theme = settings?.theme;
  useLayoutEffect(() => {
    if (language && i18n.language !== language) void i18n.changeLanguage(language);
  }, [i18n, language]);
  useLayoutEffect(() => {
    document.documentElement.lang = i18n.language;
  }, [i18n.language]);
  useLayoutEffect(() => {
    if (theme) applyTheme(theme);
  }, [theme]);
}
