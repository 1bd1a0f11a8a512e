import { useRef, useState } from "react";
import type { CredentialView, ProviderView } from "../../ipc";

export type Details = { baseUrl: string; label: string };

type Seen = Details & { provider: string; key: string };

function seen(provider: ProviderView, stored: CredentialView | null): Seen {
  return {
    provider: provider.id,
    key: `${provider.id} ${stored?.updatedAt ?? ""}`,
    baseUrl: stored?.baseUrl ?? "",
    label: stored?.label ?? "",
  };
}

/**
 * Label and base URL of one provider. What the fields began with is held, so that only what the
 * owner changed is sent, and nothing is carried from one provider to another.
 */
export function useOwnDetails(provider: ProviderView, stored: CredentialView | null) {
  const baseUrl = useRef<HTMLInputElement>(null);
  const label = useRef<HTMLInputElement>(null);
  const [before, setBefore] = useState(() => seen(provider, stored));
  const [address, setAddress] = useState(before.baseUrl);
  const [open, setOpen] = useState(before.baseUrl !== "");

  if (before.provider !== provider.id) {
    const fresh = seen(provider, stored);
    setBefore(fresh);
    setAddress(fresh.baseUrl);
    setOpen(fresh.baseUrl !== "");
  }

  return {
    baseUrl,
    label,
    before,
    open,
    setOpen,
    host: hostFor(provider, stored, before.baseUrl, address),
    onEdit: () => setAddress(textOf(baseUrl.current)),
    read: (): Details => ({
      baseUrl: textOf(baseUrl.current),
      label: textOf(label.current),
    }),
  };
}

const textOf = (field: HTMLInputElement | null) => field?.value.trim() ?? "";

/** Where the key will go once saved: an untouched address stays what the vault has by then. */
function hostFor(
  provider: ProviderView,
  stored: CredentialView | null,
  before: string,
  address: string,
): string {
  if (stored && address === before) return stored.host;
  if (address === "") return provider.host;
  return hostOf(address) ?? stored?.host ?? provider.host;
}

/** The host of an address of one's own, as soon as it is one. */
function hostOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).host || null : null;
}
