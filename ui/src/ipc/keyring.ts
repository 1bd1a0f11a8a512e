import type { VaultStatusView } from "./bindings";

/** Why no first key can be stored yet. The vault itself is not in trouble: there is none. */
export function freshTrouble(
  status: VaultStatusView,
): "keyringUnavailable" | "keyringLocked" | null {
  if (status.state !== "uninitialised") return null;
  if (status.keyringBackend === null) return "keyringUnavailable";
  return status.keyringLocked === true ? "keyringLocked" : null;
}
