import { emit } from "@tauri-apps/api/event";
import { clearMocks, mockIPC, mockWindows } from "@tauri-apps/api/mocks";
import type {
  ApiKeyStatus,
  CommandError,
  CreateCredentialRequest,
  CredentialView,
  ModelView,
  PastCheckView,
  ProfileView,
  ProviderView,
  SettingsView,
  UpdateCredentialRequest,
} from "../bindings";
import { changedDetails } from "./details";
import {
  answerEndpoint,
  ENDPOINT_STATE,
  type EndpointFakeState,
  endpointTraits,
  ownProviders,
} from "./endpoints";
import { credential, FAKE_GROQ_KEY, SETTINGS } from "./fixtures";
import { answerImport, IMPORT_STATE, type ImportFakeState } from "./imports";
import { inspectText } from "./inspect";
import { answerLoans, LOAN_STATE, type LoanFakeState } from "./loans";
import { answerProfiles, listed, putInto } from "./profiles";
import { PROVIDERS } from "./providers";
import { answerSettings } from "./settings";
import { answerTry, type TryFakeState, tryState } from "./tries";
import { answerVault, slot, VAULT_STATE, type VaultFakeState } from "./vault";

type Args = Record<string, unknown>;

export type FakeState = VaultFakeState &
  EndpointFakeState &
  ImportFakeState &
  LoanFakeState &
  TryFakeState & {
    providers: readonly ProviderView[];
    credentials: CredentialView[];
    /** The credentials of the profiles beside the default one. */
    elsewhere: Record<string, CredentialView[]>;
    models: Record<string, readonly ModelView[]>;
    /** What past checks said, newest first. */
    checks: Record<string, readonly PastCheckView[]>;
    profiles: ProfileView[];
    settings: SettingsView;
    /** The key that copying and revealing lend. */
    key: string;
    /** Commands that fail, by their Rust name. */
    failing: Record<string, CommandError>;
    /** Commands that never answer, by their Rust name. */
    hanging: Set<string>;
    /** Commands that answer once their promise is kept, by their Rust name. */
    waiting: Record<string, Promise<void>>;
  };

type Answer = (state: FakeState, command: string, args: Args) => unknown;

/** Who answers for what; undefined where it is another one's business. */
const ANSWERS: readonly Answer[] = [
  answerVault,
  answerEndpoint,
  answerImport,
  answerLoans,
  answerProfiles,
  answerSettings,
  answerTry,
];

/** A shell that keeps its vault in memory and says what it was asked. */
export class FakeShell {
  readonly state: FakeState;
  readonly calls: { command: string; args: Args }[] = [];
  #sequence = 0;

  constructor(state: Partial<FakeState> = {}) {
    this.state = {
      ...VAULT_STATE,
      ...ENDPOINT_STATE,
      ...IMPORT_STATE,
      ...LOAN_STATE,
      ...tryState(),
      providers: PROVIDERS,
      credentials: [],
      elsewhere: {},
      models: {},
      checks: {},
      profiles: [{ name: "default", isDefault: true, credentials: 0 }],
      settings: SETTINGS,
      key: FAKE_GROQ_KEY,
      failing: {},
      hanging: new Set(),
      waiting: {},
      ...state,
      slots: state.slots ?? (state.status ?? VAULT_STATE.status).slots.map((kind) => slot(kind)),
    };
  }

  install(): this {
    mockWindows("main");
    mockIPC((command, payload) => this.#answer(command, (payload ?? {}) as Args), {
      shouldMockEvents: true,
    });
    return this;
  }

  remove(): void {
    clearMocks();
  }

  asked(command: string): Args[] {
    return this.calls.filter((call) => call.command === command).map((call) => call.args);
  }

  async emitStatus(event: Omit<ApiKeyStatus, "sequence" | "profile"> & Partial<ApiKeyStatus>) {
    this.#sequence += 1;
    await emit("api_key_status", { sequence: this.#sequence, profile: "default", ...event });
  }

  async emitChanged() {
    await emit("vault_changed", null);
  }

  put(view: CredentialView): CredentialView {
    const rest = this.state.credentials.filter((each) => each.provider !== view.provider);
    this.state.credentials = [...rest, view].sort((a, b) => a.name.localeCompare(b.name));
    return view;
  }

  find(provider: unknown): CredentialView {
    const view = this.state.credentials.find((each) => each.provider === provider);
    if (!view) {
      throw { kind: "noSuchCredential", profile: "default", provider } as CommandError;
    }
    return view;
  }

  #answer(command: string, args: Args): unknown {
    this.calls.push({ command, args });
    if (this.state.hanging.has(command)) {
      if (command === "check_credential") this.#begin(args.provider);
      return new Promise(() => undefined);
    }
    const failure = this.state.failing[command];
    if (failure) throw failure;
    const wait = this.state.waiting[command];
    return wait ? wait.then(() => this.#perform(command, args)) : this.#perform(command, args);
  }

  /** A check that hangs is listed as one that runs. */
  #begin(provider: unknown): void {
    const view = this.state.credentials.find((each) => each.provider === provider);
    if (view) this.put({ ...view, checking: true });
  }

  #perform(command: string, args: Args): unknown {
    if (command === "start_new_vault") this.state.credentials = [];
    for (const answer of ANSWERS) {
      const answered = answer(this.state, command, args);
      if (answered !== undefined) return answered;
    }
    return this.#lists(command, args) ?? this.#credentials(command, args) ?? null;
  }

  #lists(command: string, args: Args): unknown {
    const { state } = this;
    switch (command) {
      case "inspect_api_key":
        return inspectText(String(args.text));
      case "list_providers":
        return [...state.providers, ...ownProviders(state)].map((each) => ({
          ...each,
          keySet: listed(state, args.profile).some(
            (view) => view.provider === each.id && view.keySet,
          ),
        }));
      default:
        return undefined;
    }
  }

  #credentials(command: string, args: Args): unknown {
    const { state } = this;
    switch (command) {
      case "create_credential":
        return this.#create(args.request as CreateCredentialRequest);
      case "update_credential":
        return this.#update(args.request as UpdateCredentialRequest);
      case "delete_credential":
        state.credentials = state.credentials.filter((each) => each.provider !== args.provider);
        return null;
      case "get_credential":
      case "check_credential":
        return this.find(args.provider);
      case "check_all_credentials":
        return listed(state, args.profile);
      case "cancel_check":
        return args.provider === null ? this.#cancelAll() : true;
      case "list_checks":
        return state.checks[String(args.provider)] ?? [];
      case "list_models": {
        const models = state.models[String(args.provider)] ?? [];
        return { models, listedAt: models[0]?.lastSeen ?? null };
      }
      case "copy_api_key":
        return { clearsAfterSeconds: state.settings.clipboardSeconds };
      case "reveal_api_key":
        return state.key;
      default:
        return undefined;
    }
  }

  #cancelAll(): boolean {
    const running = this.state.credentials.filter((each) => each.checking);
    for (const view of running) this.put({ ...view, checking: false });
    return running.length > 0 || "check_all_credentials" in this.state.waiting;
  }

  #create(request: CreateCredentialRequest): CredentialView {
    const { status, slots } = this.state;
    if (slots.length === 0) this.state.slots = [slot("keyring")];
    const kinds = this.state.slots.map((each) => each.kind);
    this.state.status = { ...status, state: "ready", open: true, slots: kinds };
    const { label, note, baseUrl, organization, project } = request;
    const fresh = credential(request.provider, { label, note, baseUrl, organization, project });
    return putInto(this.state, request.profile, {
      ...fresh,
      ...endpointTraits(this.state, request.provider),
      keySet: request.key !== null,
      region: baseUrl ? null : (request.region ?? fresh.region),
      createdAt: new Date().toISOString(),
    });
  }

  #update(request: UpdateCredentialRequest): CredentialView {
    const before = this.find(request.provider);
    const own = changedDetails(before, request);
    return this.put(
      request.key === null ? { ...before, ...own } : credential(request.provider, own),
    );
  }
}
