import { type ApiKeyStatus, events } from "./bindings";

const RETRY_MS = 2_000;

type VaultListener = {
  onStatus: (status: ApiKeyStatus) => void;
  onChanged: () => void;
  /** Both listeners stand: what was read before, or is being read, may have missed something. */
  onHearing: () => void;
  /** One of them does not stand, and is tried again later: whatever happens meanwhile is missed. */
  onDeaf: () => void;
};

/**
 * Listens until the returned function is called, also when that happens before Tauri has answered.
 * Where listening fails it is tried again.
 */
export function listenToVault(listener: VaultListener): () => void {
  let stopped = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let stops: (() => void)[] = [];
  const start = async () => {
    const tried = await Promise.allSettled([
      events.apiKeyStatus.listen((event) => {
        if (!stopped) listener.onStatus(event.payload);
      }),
      events.vaultChanged.listen(() => {
        if (!stopped) listener.onChanged();
      }),
    ]);
    const heard = tried.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
    const whole = heard.length === tried.length;
    if (stopped || !whole) for (const stop of heard) stop();
    if (stopped) return;
    if (whole) {
      stops = heard;
      listener.onHearing();
    } else {
      retry = setTimeout(() => void start(), RETRY_MS);
      listener.onDeaf();
    }
  };
  void start();
  return () => {
    stopped = true;
    clearTimeout(retry);
    for (const stop of stops) stop();
  };
}

/** Hears the words of one running answer until the returned function is called. */
export function listenToTry(run: number, onText: (text: string) => void): Promise<() => void> {
  return events.tryText.listen(({ payload }) => {
    if (payload.run === run) onText(payload.text);
  });
}
