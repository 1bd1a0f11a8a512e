import type { CredentialView, ProfileView } from "../bindings";
import { refuse } from "./secrets";

type State = {
  profiles: ProfileView[];
  /** Those of the default profile. */
  credentials: CredentialView[];
  elsewhere: Record<string, CredentialView[]>;
};
type Args = Record<string, unknown>;

const ALWAYS = "default";
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u;

const homeOf = (state: State) => state.profiles.find((each) => each.isDefault)?.name ?? ALWAYS;

export function listed(state: State, profile: unknown): CredentialView[] {
  const name = profile ?? homeOf(state);
  return name === homeOf(state) ? state.credentials : (state.elsewhere[String(name)] ?? []);
}

export function putInto(state: State, profile: unknown, view: CredentialView): CredentialView {
  const name = String(profile ?? homeOf(state));
  const placed = { ...view, profile: name };
  const rest = listed(state, name).filter((each) => each.provider !== view.provider);
  setListed(
    state,
    name,
    [...rest, placed].sort((a, b) => a.name.localeCompare(b.name)),
  );
  return placed;
}

function setListed(state: State, name: string, views: CredentialView[]): void {
  if (name === homeOf(state)) state.credentials = views;
  else state.elsewhere = { ...state.elsewhere, [name]: views };
}

/** Undefined where it is no command about profiles. */
export function answerProfiles(state: State, command: string, args: Args): unknown {
  const name = String(args.name);
  switch (command) {
    case "list_profiles":
      return counted(state);
    case "list_credentials":
      return args.all
        ? [...state.credentials, ...Object.values(state.elsewhere).flat()]
        : listed(state, args.profile);
    case "create_profile":
      free(state, name);
      state.profiles = [...state.profiles, { name, isDefault: false, credentials: 0 }];
      return state.profiles.at(-1);
    case "rename_profile":
      return rename(state, known(state, name), String(args.newName));
    case "delete_profile":
      return remove(state, known(state, name), args.withKeys === true);
    case "set_default_profile":
      makeHome(state, known(state, name));
      return counted(state);
    default:
      return undefined;
  }
}

const without = (record: State["elsewhere"], name: string) =>
  Object.fromEntries(Object.entries(record).filter(([each]) => each !== name));

const counted = (state: State): ProfileView[] =>
  state.profiles.map((each) => ({ ...each, credentials: listed(state, each.name).length }));

function known(state: State, name: string): string {
  if (!state.profiles.some((each) => each.name === name)) {
    return refuse({ kind: "noSuchProfile", profile: name });
  }
  return name;
}

function free(state: State, name: string): void {
  if (!NAME.test(name)) refuse({ kind: "invalidProfileName", profile: name });
  if (state.profiles.some((each) => each.name === name)) {
    refuse({ kind: "profileExists", profile: name });
  }
}

function rename(state: State, name: string, next: string): ProfileView[] {
  if (name === ALWAYS) return refuse({ kind: "defaultProfile" });
  free(state, next);
  const views = listed(state, name).map((view) => ({ ...view, profile: next }));
  state.profiles = state.profiles.map((each) =>
    each.name === name ? { ...each, name: next } : each,
  );
  state.elsewhere = without(state.elsewhere, name);
  setListed(state, next, views);
  return counted(state);
}

function remove(state: State, name: string, withKeys: boolean): ProfileView[] {
  if (name === ALWAYS) return refuse({ kind: "defaultProfile" });
  if (!withKeys && listed(state, name).length > 0) {
    return refuse({ kind: "profileInUse", profile: name });
  }
  if (name === homeOf(state)) makeHome(state, ALWAYS);
  state.elsewhere = without(state.elsewhere, name);
  state.profiles = state.profiles.filter((each) => each.name !== name);
  return counted(state);
}

function makeHome(state: State, name: string): void {
  const views = listed(state, name);
  const before = homeOf(state);
  if (before !== name) {
    state.elsewhere = { ...without(state.elsewhere, name), [before]: state.credentials };
  }
  state.credentials = views;
  state.profiles = state.profiles.map((each) => ({ ...each, isDefault: each.name === name }));
}
