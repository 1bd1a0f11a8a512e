import { createRoot } from "react-dom/client";
import { App } from "../src/App";
import { applyTheme } from "../src/features/frame/useAppearance";
import { createTranslator, spokenLanguage } from "../src/i18n";
import type { SettingsView } from "../src/ipc";
import { createQueryClient } from "../src/ipc";
import { FakeShell, SETTINGS } from "../src/ipc/fake";
import { scenes } from "./scenes";

const asked = new URLSearchParams(window.location.search);
const scene = scenes[asked.get("scene") ?? "valid"] ?? {};
const settings: SettingsView = {
  ...SETTINGS,
  ...scene.settings,
  language: asked.get("language") === "de" ? "de" : "en",
  theme: asked.get("theme") === "dark" ? "dark" : "light",
};
const shell = new FakeShell({ ...scene, settings }).install();
Object.assign(window, { shell });

applyTheme(settings.theme);
const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <App
      client={createQueryClient()}
      translator={createTranslator(spokenLanguage(settings.language))}
    />,
  );
}
