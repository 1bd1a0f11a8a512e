import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { ApiKeyStatus, CredentialView } from "./bindings";
import { listenToVault } from "./events";
import { Refresher } from "./refresh";

const EVERYTHING = [
  "vault",
  "slots",
  "autoBackup",
  "settings",
  "profiles",
  "providers",
  "endpoints",
  "credentials",
  "models",
  "recipes",
  "checks",
  "loans",
  "conflicts",
];

/**
 * Events are hints: they show at once what the list will say, and the list is read again. Whoever
 * listens hears of each while the list still says what was so before.
 */
export function useVaultEvents(onStatus: (status: ApiKeyStatus) => void): void {
  const client = useQueryClient();
  const notify = useRef(onStatus);
  useEffect(() => {
    notify.current = onStatus;
  });
  useEffect(() => {
    const refresher = new Refresher(client);
    const readAll = () => refresher.request(...EVERYTHING.map((name) => [name]));
    let newest = -1;
    const stop = listenToVault({
      onStatus: (status) => {
        if (status.sequence <= newest) return;
        newest = status.sequence;
        notify.current(status);
        showHint(client, status);
        refresher.request(["credentials"]);
        if (status.status !== "checking") {
          refresher.request(["models"], ["checks"], ["vault"], ["providers"], ["profiles"]);
        }
      },
      onChanged: readAll,
      onHearing: () => void readAfresh(client),
      onDeaf: readAll,
    });
    return () => {
      stop();
      refresher.stop();
    };
  }, [client]);
}

/** Also what is under way is read anew: it may have been answered before anything was heard. */
async function readAfresh(client: QueryClient): Promise<void> {
  await client.cancelQueries();
  await client.invalidateQueries();
}

function showHint(client: QueryClient, status: ApiKeyStatus): void {
  const apply = (view: CredentialView): CredentialView =>
    view.provider === status.provider && view.profile === status.profile
      ? hinted(view, status)
      : view;
  client.setQueriesData<CredentialView[]>({ queryKey: ["credentials"] }, (list) =>
    list?.map(apply),
  );
}

function hinted(view: CredentialView, hint: ApiKeyStatus): CredentialView {
  if (hint.status === "checking") return { ...view, checking: true };
  if (!hint.verdict) return { ...view, checking: false };
  const checkedAt = hint.checkedAt ?? view.checkedAt;
  const definite = hint.status === "valid" || hint.status === "invalid";
  return {
    ...view,
    checking: false,
    status: hint.status,
    verdict: hint.verdict,
    message: hint.message ?? null,
    httpStatus: hint.httpStatus ?? null,
    models: hint.models ?? view.models,
    latencyMs: hint.latencyMs ?? null,
    retryAt: null,
    checkedAt,
    lastDefinite:
      definite && checkedAt
        ? { status: hint.status, verdict: hint.verdict, at: checkedAt }
        : view.lastDefinite,
  };
}
