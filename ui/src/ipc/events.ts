import { type ApiKeyStatus, events } from "./bindings";

export type VaultListener = {
  onStatus: (status: ApiKeyStatus) => void;
  onChanged: () => void;
};

/** Listens until the returned function is called, also when that happens before Tauri has answered. */
export function listenToVault(listener: VaultListener): () => void {
  let stopped = false;
  const stops: (() => void)[] = [];
  const keep = (stop: () => void) => {
    if (stopped) stop();
    else stops.push(stop);
  };
  const ignore = () => undefined;
  events.apiKeyStatus
    .listen((event) => {
      if (!stopped) listener.onStatus(event.payload);
    })
    .then(keep, ignore);
  events.vaultChanged
    .listen(() => {
      if (!stopped) listener.onChanged();
    })
    .then(keep, ignore);
  return () => {
    stopped = true;
    for (const stop of stops) stop();
  };
}
