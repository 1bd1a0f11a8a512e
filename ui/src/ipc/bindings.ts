import { invoke as TAURI_INVOKE } from "@tauri-apps/api/core";
import * as TAURI_API_EVENT from "@tauri-apps/api/event";

export const commands = {
  vaultStatus: () => typedError<VaultStatusView, CommandError>(TAURI_INVOKE("vault_status")),
  openVault: () => typedError<VaultStatusView, CommandError>(TAURI_INVOKE("open_vault")),
  listProviders: (profile: string | null) =>
    typedError<ProviderView[], CommandError>(TAURI_INVOKE("list_providers", { profile })),
  listCredentials: (profile: string | null) =>
    typedError<CredentialView[], CommandError>(TAURI_INVOKE("list_credentials", { profile })),
  getCredential: (profile: string | null, provider: string) =>
    typedError<CredentialView, CommandError>(TAURI_INVOKE("get_credential", { profile, provider })),
  createCredential: (request: CreateCredentialRequest) =>
    typedError<CredentialView, CommandError>(TAURI_INVOKE("create_credential", { request })),
  updateCredential: (request: UpdateCredentialRequest) =>
    typedError<CredentialView, CommandError>(TAURI_INVOKE("update_credential", { request })),
  deleteCredential: (profile: string | null, provider: string) =>
    typedError<null, CommandError>(TAURI_INVOKE("delete_credential", { profile, provider })),
  checkCredential: (profile: string | null, provider: string) =>
    typedError<CredentialView, CommandError>(
      TAURI_INVOKE("check_credential", { profile, provider }),
    ),
  checkAllCredentials: (profile: string | null) =>
    typedError<CredentialView[], CommandError>(TAURI_INVOKE("check_all_credentials", { profile })),
  cancelCheck: (profile: string | null, provider: string) =>
    typedError<boolean, CommandError>(TAURI_INVOKE("cancel_check", { profile, provider })),
  listModels: (profile: string | null, provider: string) =>
    typedError<ModelListView, CommandError>(TAURI_INVOKE("list_models", { profile, provider })),
  copyApiKey: (profile: string | null, provider: string) =>
    typedError<CopiedView, CommandError>(TAURI_INVOKE("copy_api_key", { profile, provider })),
  revealApiKey: (profile: string | null, provider: string) =>
    typedError<string, CommandError>(TAURI_INVOKE("reveal_api_key", { profile, provider })),
  inspectApiKey: (text: string) =>
    typedError<KeyInspectionView, CommandError>(TAURI_INVOKE("inspect_api_key", { text })),
  listProfiles: () => typedError<ProfileView[], CommandError>(TAURI_INVOKE("list_profiles")),
  createProfile: (name: string) =>
    typedError<ProfileView, CommandError>(TAURI_INVOKE("create_profile", { name })),
  getSettings: () => typedError<SettingsView, CommandError>(TAURI_INVOKE("get_settings")),
  updateSettings: (settings: SettingsView) =>
    typedError<SettingsView, CommandError>(TAURI_INVOKE("update_settings", { settings })),
  openProviderPage: (provider: string, page: ProviderPage) =>
    typedError<null, CommandError>(TAURI_INVOKE("open_provider_page", { provider, page })),
};

export const events = {
  apiKeyStatus: makeEvent<ApiKeyStatus>("api_key_status"),
  vaultChanged: makeEvent<VaultChanged>("vault_changed"),
};

export type Status = "unchecked" | "checking" | "valid" | "invalid" | "error";
export type Verdict =
  | "accepted"
  | "no_key_needed"
  | "limited_scope"
  | "no_credit"
  | "rejected"
  | "blocked"
  | "rate_limited"
  | "unreachable"
  | "provider_down"
  | "unexpected"
  | "unverifiable";
export type VaultState =
  | "uninitialised"
  | "ready"
  | "keyringLocked"
  | "keyringUnavailable"
  | "keyringTimeout"
  | "keyringDenied"
  | "masterMissing"
  | "masterWrong"
  | "masterCorrupt"
  | "slotCorrupt"
  | "rowCorrupt"
  | "vaultMissing"
  | "vaultNewer"
  | "vaultCorrupt"
  | "vaultReadOnly"
  | "vaultBusy"
  | "diskFull";
export type ApiKeyStatus = {
  sequence: number;
  profile: string;
  provider: string;
  status: Status;
  verdict?: Verdict | null;
  message?: string | null;
  httpStatus?: number | null;
  models?: number | null;
  checkedAt?: string | null;
  latencyMs?: number | null;
};
export type VaultChanged = null;
export type LastDefiniteView = { status: Status; verdict: Verdict; at: string };
export type CredentialView = {
  profile: string;
  provider: string;
  name: string;
  label: string | null;
  note: string | null;
  keySet: boolean;
  checking: boolean;
  status: Status;
  verdict: Verdict | null;
  message: string | null;
  httpStatus: number | null;
  models: number;
  checkedAt: string | null;
  latencyMs: number | null;
  lastDefinite: LastDefiniteView | null;
  baseUrl: string | null;
  host: string;
  hint: string | null;
  renewBy: string | null;
  lastUsedAt: string | null;
  createdAt: string;
  updatedAt: string;
};
export type ProviderView = {
  id: string;
  name: string;
  apiRoot: string;
  host: string;
  consoleUrl: string;
  docsUrl: string;
  keyEnv: string[];
  keyPrefixes: string[];
  popular: boolean;
  keySet: boolean;
};
export type ProviderPage = "console" | "docs";
export type ModelView = {
  id: string;
  displayName: string | null;
  owner: string | null;
  contextWindow: number | null;
  outputLimit: number | null;
  inputModalities: string[];
  outputModalities: string[];
  capabilities: string[];
  created: string | null;
  firstSeen: string;
  lastSeen: string;
  goneSince: string | null;
};
export type ModelListView = { models: ModelView[]; listedAt: string | null };
export type VaultStatusView = {
  state: VaultState;
  open: boolean;
  keyringBackend: string | null;
  desktop: string | null;
  keyringLocked: boolean | null;
  dataDir: string;
  version: string;
};
export type KeyFault =
  | { fault: "empty" }
  | { fault: "severalLines" }
  | { fault: "innerSpace"; position: number }
  | { fault: "control"; position: number }
  | { fault: "notAscii"; character: string; position: number }
  | { fault: "tooLong"; length: number }
  | { fault: "looksLikeUrl" };
export type BaseUrlFault =
  | "empty"
  | "notAUrl"
  | "notHttps"
  | "userInfo"
  | "query"
  | "fragment"
  | "noHost"
  | "tooLong";
export type Removed =
  | "space"
  | "invisible"
  | "assignment"
  | "quotes"
  | "header"
  | "scheme"
  | "semicolon";
export type KeyInspectionView = {
  start: number;
  end: number;
  removed: Removed[];
  fault: KeyFault | null;
  suggestedProvider: string | null;
};
export type FieldChange = { change: "keep" } | { change: "clear" } | { change: "set"; value: string };
export type CreateCredentialRequest = {
  profile: string | null;
  provider: string;
  key: string;
  baseUrl: string | null;
  label: string | null;
};
export type UpdateCredentialRequest = {
  profile: string | null;
  provider: string;
  key: string | null;
  baseUrl: FieldChange;
  label: FieldChange;
};
export type CopiedView = { clearsAfterSeconds: number };
export type ProfileView = { name: string; isDefault: boolean; credentials: number };
export type Language = "system" | "en" | "de";
export type Theme = "system" | "light" | "dark";
export type SettingsView = { language: Language; theme: Theme; clipboardSeconds: number };
export type CommandError =
  | { kind: "uninitialised" }
  | { kind: "keyringLocked" }
  | { kind: "keyringUnavailable" }
  | { kind: "keyringTimeout" }
  | { kind: "keyringDenied" }
  | { kind: "masterMissing" }
  | { kind: "masterWrong" }
  | { kind: "masterCorrupt" }
  | { kind: "slotCorrupt" }
  | { kind: "rowCorrupt"; profile: string; provider: string }
  | { kind: "vaultMissing" }
  | { kind: "vaultNewer" }
  | { kind: "vaultCorrupt" }
  | { kind: "vaultReadOnly" }
  | { kind: "vaultBusy" }
  | { kind: "diskFull" }
  | { kind: "noSuchProvider"; provider: string }
  | { kind: "noSuchProfile"; profile: string }
  | { kind: "noSuchCredential"; profile: string; provider: string }
  | { kind: "noKey"; profile: string; provider: string }
  | { kind: "credentialExists"; profile: string; provider: string }
  | { kind: "profileExists"; profile: string }
  | { kind: "invalidProfileName"; profile: string }
  | { kind: "invalidKey"; fault: KeyFault }
  | { kind: "invalidBaseUrl"; fault: BaseUrlFault }
  | { kind: "invalidLabel" }
  | { kind: "clipboardUnavailable" }
  | { kind: "unexpected" };

async function typedError<T, E>(
  result: Promise<T>,
): Promise<{ status: "ok"; data: T } | { status: "error"; error: E }> {
  try {
    return { status: "ok", data: await result };
  } catch (e) {
    if (e instanceof Error) throw e;
    return { status: "error", error: e as E };
  }
}

function makeEvent<T>(name: string) {
  return {
    listen: (cb: TAURI_API_EVENT.EventCallback<T>) => TAURI_API_EVENT.listen<T>(name, cb),
    once: (cb: TAURI_API_EVENT.EventCallback<T>) => TAURI_API_EVENT.once<T>(name, cb),
  };
}
