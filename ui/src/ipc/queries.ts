import { QueryClient, queryOptions, useQuery } from "@tanstack/react-query";
import type { CredentialView } from "./bindings";
import { host } from "./door";
import { freshTrouble } from "./keyring";

/** The store is the truth: nothing is kept longer than it is shown, nothing is tried again unasked. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, staleTime: 5_000, gcTime: 60_000, networkMode: "always" },
    },
  });
}

export const query = {
  vault: () => queryOptions({ queryKey: ["vault"], queryFn: () => host.vaultStatus() }),
  settings: () => queryOptions({ queryKey: ["settings"], queryFn: () => host.getSettings() }),
  slots: () => queryOptions({ queryKey: ["slots"], queryFn: () => host.listSlots() }),
  autoBackup: () => queryOptions({ queryKey: ["autoBackup"], queryFn: () => host.getAutoBackup() }),
  profiles: () => queryOptions({ queryKey: ["profiles"], queryFn: () => host.listProfiles() }),
  providers: (profile: string | null) =>
    queryOptions({
      queryKey: ["providers", profile],
      queryFn: () => host.listProviders(profile),
    }),
  credentials: (profile: string | null) =>
    queryOptions({
      queryKey: ["credentials", profile],
      queryFn: async () => byName(await host.listCredentials(profile, null)),
    }),
  /** Those of every profile. */
  allCredentials: () =>
    queryOptions({
      queryKey: ["credentials", null, "all"],
      queryFn: async () => byName(await host.listCredentials(null, true)),
    }),
  /** Read anew whenever somebody looks: a loan of this window changes nothing else that is seen. */
  loans: () => queryOptions({ queryKey: ["loans"], queryFn: () => host.listLoans(), staleTime: 0 }),
  endpoints: () => queryOptions({ queryKey: ["endpoints"], queryFn: () => host.listEndpoints() }),
  models: (profile: string | null, provider: string) =>
    queryOptions({
      queryKey: ["models", profile, provider],
      queryFn: () => host.listModels(profile, provider),
    }),
  recipes: (profile: string | null, provider: string) =>
    queryOptions({
      queryKey: ["recipes", profile, provider],
      queryFn: () => host.listRecipes(profile, provider),
    }),
  checks: (profile: string | null, provider: string) =>
    queryOptions({
      queryKey: ["checks", profile, provider],
      queryFn: () => host.listChecks(profile, provider),
    }),
  /** The window's environment never changes. */
  environmentKeys: () =>
    queryOptions({
      queryKey: ["environmentKeys"],
      queryFn: () => host.environmentKeys(),
      staleTime: Number.POSITIVE_INFINITY,
    }),
  conflicts: (profile: string | null, provider: string) =>
    queryOptions({
      queryKey: ["conflicts", profile, provider],
      queryFn: () => host.findConflicts(profile, provider, false),
    }),
};

const OPENING_MS = 1_000;
const OPENING_TURNS = 20;
const TROUBLED_MS = 5_000;
const CALM_MS = 15_000;

/**
 * Asked again while the vault is opened in the background, while its owner mends vault or keyring, and
 * now and then, since the vault also closes by itself.
 */
export const useVaultStatus = () =>
  useQuery({
    ...query.vault(),
    refetchInterval: ({ state: { data, dataUpdateCount } }) => {
      if (!data) return false;
      if (data.open) return CALM_MS;
      if (data.state === "uninitialised") return freshTrouble(data) ? TROUBLED_MS : false;
      if (data.state !== "ready") return TROUBLED_MS;
      return dataUpdateCount < OPENING_TURNS ? OPENING_MS : CALM_MS;
    },
  });
export const useSettings = () => useQuery(query.settings());
export const useSlots = () => useQuery(query.slots());
export const useAutoBackup = () => useQuery(query.autoBackup());
export const useProfiles = () => useQuery(query.profiles());
export const useProviders = (profile: string | null) => useQuery(query.providers(profile));
export const useCredentials = (profile: string | null) => useQuery(query.credentials(profile));
export const useAllCredentials = (enabled = true) =>
  useQuery({ ...query.allCredentials(), enabled });
export const useLoans = () => useQuery(query.loans());
export const useEndpoints = () => useQuery(query.endpoints());
export const useModels = (profile: string | null, provider: string) =>
  useQuery(query.models(profile, provider));
export const useRecipes = (profile: string | null, provider: string) =>
  useQuery(query.recipes(profile, provider));
export const useChecks = (profile: string | null, provider: string) =>
  useQuery(query.checks(profile, provider));
export const useEnvironmentKeys = () => useQuery(query.environmentKeys());
export const useConflicts = (profile: string | null, provider: string) =>
  useQuery(query.conflicts(profile, provider));

function byName(list: readonly CredentialView[]): CredentialView[] {
  return [...list].sort((a, b) => a.name.localeCompare(b.name));
}

/** Puts a fresh view into the list, so that the window shows it before the list was read again. */
export function putCredential(
  client: QueryClient,
  profile: string | null,
  view: CredentialView,
): void {
  client.setQueryData(query.credentials(profile).queryKey, (list) => {
    if (!list) return list;
    const rest = list.filter((entry) => entry.provider !== view.provider);
    return byName([...rest, view]);
  });
}

export function dropCredential(
  client: QueryClient,
  profile: string | null,
  provider: string,
): void {
  client.setQueryData(query.credentials(profile).queryKey, (list) =>
    list?.filter((entry) => entry.provider !== provider),
  );
}
