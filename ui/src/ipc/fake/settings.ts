import type { ProxyFault, SettingsView } from "../bindings";
import { refuse } from "./secrets";

type Asked = { settings: SettingsView };

/** Undefined where it is no command about the settings. */
export function answerSettings(
  state: Asked,
  command: string,
  args: Record<string, unknown>,
): SettingsView | undefined {
  switch (command) {
    case "get_settings":
      return state.settings;
    case "update_settings":
      return update(state, args.settings as SettingsView);
    case "choose_ca_file":
      return chooseCaFile(state, String(args.path).trim());
    default:
      return undefined;
  }
}

function update(state: Asked, asked: SettingsView): SettingsView {
  const proxyUrl = address(asked.proxyUrl);
  if (asked.proxy === "own" && proxyUrl === "") refuseProxy("address");
  state.settings = { ...asked, proxyUrl, caFile: state.settings.caFile };
  return state.settings;
}

function chooseCaFile(state: Asked, path: string): SettingsView {
  if (path !== "" && !path.startsWith("/")) refuse({ kind: "invalidCaFile", path });
  state.settings = { ...state.settings, caFile: path };
  return state.settings;
}

const refuseProxy = (fault: ProxyFault) => refuse({ kind: "invalidProxy", fault });

function address(typed: string): string {
  const text = typed.trim();
  if (text === "") return "";
  const whole = text.includes("://") ? text : `http://${text}`;
  if (!URL.canParse(whole)) return refuseProxy("address");
  const url = new URL(whole);
  if (url.username || url.password) return refuseProxy("password");
  return /^https?:$/.test(url.protocol) && url.hostname ? whole : refuseProxy("address");
}
