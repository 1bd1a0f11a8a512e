import type {
  ConflictView,
  CredentialView,
  FoundKeysView,
  FoundKeyView,
  ImportPick,
  ImportReportView,
  KeyPlaceView,
  LeftoverView,
} from "../bindings";
import { credential } from "./fixtures";
import { ALL_PROVIDERS } from "./providers";
import { refuse } from "./secrets";
import { slot, type VaultFakeState } from "./vault";

export type ImportFakeState = {
  /** What any place is found to hold. */
  found: FoundKeysView;
  /** Variables in the window's own environment that hold a key. */
  environment: readonly string[];
  /** By provider, what sets its variable to another key. */
  conflicts: Record<string, readonly ConflictView[]>;
  /** Those that only a closer look finds. */
  deepConflicts: Record<string, readonly ConflictView[]>;
  /** Whether what was found is still held. */
  keysHeld: boolean;
};

export const IMPORT_STATE: ImportFakeState = {
  found: { keys: [], problems: [] },
  environment: [],
  conflicts: {},
  deepConflicts: {},
  keysHeld: false,
};

type Asked = ImportFakeState &
  VaultFakeState & { credentials: CredentialView[]; elsewhere: Record<string, CredentialView[]> };

export const inEnvironment = (variable: string): KeyPlaceView => ({
  source: "environment",
  variable,
  path: null,
  line: null,
});
export const inFile = (variable: string, path: string, line: number | null): KeyPlaceView => ({
  source: "file",
  variable,
  path,
  line,
});

export function foundKey(
  index: number,
  provider: string,
  change: Partial<FoundKeyView> = {},
): FoundKeyView {
  const known = ALL_PROVIDERS.find((each) => each.id === provider);
  return {
    index,
    provider,
    name: known?.name ?? provider,
    hint: `${known?.keyPrefixes[0] ?? ""}…${String(4200 + index)}`,
    baseUrl: null,
    state: "new",
    places: [inEnvironment(known?.keyEnv[0] ?? "API_KEY")],
    ...change,
  };
}

/** Undefined where it is no command about keys that lie elsewhere. */
export function answerImport(
  state: Asked,
  command: string,
  args: Record<string, unknown>,
): unknown {
  switch (command) {
    case "environment_keys":
      return state.environment;
    case "find_keys":
      state.keysHeld = true;
      return state.found;
    case "discard_keys":
      state.keysHeld = false;
      return null;
    case "import_keys":
      return importKeys(state, args.profile as string | null, args.picks as ImportPick[]);
    case "find_conflicts": {
      const provider = String(args.provider);
      const deep = args.deep ? (state.deepConflicts[provider] ?? []) : [];
      return [...(state.conflicts[provider] ?? []), ...deep];
    }
    default:
      return undefined;
  }
}

function importKeys(state: Asked, profile: string | null, picks: ImportPick[]): ImportReportView {
  if (!state.keysHeld) refuse({ kind: "nothingFound" });
  const picked = state.found.keys.filter((key) => picks.some((pick) => pick.index === key.index));
  const same = state.found.keys.filter((key) => key.state === "same");
  for (const key of picked) store(state, profile, key);
  if (state.slots.length === 0) state.slots = [slot("keyring")];
  const slots = state.slots.map((each) => each.kind);
  state.status = { ...state.status, state: "ready", open: true, slots };
  state.keysHeld = false;
  return {
    stored: picked.map((key) => key.provider),
    same: same.map((key) => key.provider),
    leftovers: [...picked, ...same].flatMap(leftoversOf),
  };
}

function store(state: Asked, profile: string | null, { provider, hint, baseUrl }: FoundKeyView) {
  const list = profile ? (state.elsewhere[profile] ?? []) : state.credentials;
  const made = credential(provider, { profile: profile ?? "default", hint, baseUrl });
  const kept = [...list.filter((view) => view.provider !== provider), made];
  if (profile) state.elsewhere = { ...state.elsewhere, [profile]: kept };
  else state.credentials = kept;
}

function leftoversOf({ provider, name, places }: FoundKeyView): LeftoverView[] {
  return places.flatMap(({ variable, path, line }) =>
    path === null ? [] : [{ provider, name, variable, path, line }],
  );
}
