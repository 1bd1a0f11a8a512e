import { createRoot } from "react-dom/client";
import { App } from "./App";
import { applyTheme } from "./features/frame/useAppearance";
import { createTranslator, spokenLanguage } from "./i18n";
import { createQueryClient, query, type SettingsView } from "./ipc";

const PATIENCE_MS = 150;

/** Language and theme before the first drawing, but no waiting for a vault that is slow to answer. */
async function start(): Promise<void> {
  const root = document.getElementById("root");
  if (!root) return;
  const client = createQueryClient();
  const settings = await Promise.race([
    client.fetchQuery(query.settings()).catch(() => null),
    new Promise<SettingsView | null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS)),
  ]);
  if (settings) applyTheme(settings.theme);
  const translator = createTranslator(spokenLanguage(settings?.language ?? "system"));
  createRoot(root).render(<App client={client} translator={translator} />);
}

void start();
