import { useRef, useState } from "react";
import type { CommandError, CredentialView, ProviderView } from "../../ipc";
import { isOwn } from "./ownEndpoint";

const LONGEST_NOTE = 2_000;

/** What a form says beside the key. An empty text stands for nothing. */
export type Details = {
  baseUrl: string;
  /** Empty where there is no choice, and where an address of one's own takes its place. */
  region: string;
  label: string;
  organization: string;
  project: string;
  renewBy: string;
  note: string;
};

export type DetailField = Exclude<keyof Details, "region">;

type Seen = Details & { provider: string; key: string };

function seen(provider: ProviderView, stored: CredentialView | null): Seen {
  return {
    provider: provider.id,
    key: `${provider.id} ${stored?.updatedAt ?? ""}`,
    baseUrl: stored?.baseUrl ?? "",
    region: stored?.baseUrl ? "" : firstChoice(provider, stored),
    label: stored?.label ?? "",
    organization: stored?.organization ?? "",
    project: stored?.project ?? "",
    renewBy: stored?.renewBy ?? "",
    note: stored?.note ?? "",
  };
}

/** The stored region, or the one that is meant unless another one is chosen. */
function firstChoice(provider: ProviderView, stored: CredentialView | null): string {
  const [usual] = provider.regions;
  return usual ? (stored?.region ?? usual.id) : "";
}

/**
 * Everything beside the key of one provider. What the fields began with is held, so that only what
 * the owner changed is sent, and nothing is carried from one provider to another.
 */
export function useOwnDetails(provider: ProviderView, stored: CredentialView | null) {
  const fields = {
    baseUrl: useRef<HTMLInputElement>(null),
    label: useRef<HTMLInputElement>(null),
    organization: useRef<HTMLInputElement>(null),
    project: useRef<HTMLInputElement>(null),
    renewBy: useRef<HTMLInputElement>(null),
    note: useRef<HTMLTextAreaElement>(null),
  };
  const [before, setBefore] = useState(() => seen(provider, stored));
  const [address, setAddress] = useState(before.baseUrl);
  const [chosen, setChosen] = useState(() => firstChoice(provider, stored));
  const [open, setOpen] = useState(() => opensAtOnce(provider, before));

  if (before.provider !== provider.id) {
    const fresh = seen(provider, stored);
    setBefore(fresh);
    setAddress(fresh.baseUrl);
    setChosen(firstChoice(provider, stored));
    setOpen(opensAtOnce(provider, fresh));
  }

  const read = (): Details => {
    const text = (name: DetailField) => fields[name].current?.value.trim() ?? before[name];
    const baseUrl = text("baseUrl");
    return {
      baseUrl,
      region: baseUrl ? "" : chosen,
      label: text("label"),
      organization: text("organization"),
      project: text("project"),
      renewBy: text("renewBy"),
      note: text("note"),
    };
  };

  /** Begins as where nothing is stored; what was typed over it stays. */
  const forgetStored = () => {
    const typed = read();
    const fresh = seen(provider, null);
    for (const name of Object.keys(fields) as DetailField[]) {
      if (typed[name] !== before[name]) fresh[name] = typed[name];
    }
    setBefore(fresh);
    setAddress(fresh.baseUrl);
  };

  /** What can be said without asking the vault. */
  const faultOf = (details: Details): CommandError | null => {
    if (provider.needsBaseUrl && !details.baseUrl) {
      return { kind: "baseUrlNeeded", provider: provider.id };
    }
    if ([...details.note].length > LONGEST_NOTE) return { kind: "invalidNote" };
    // Half a date reads as none, which would clear the stored one.
    return fields.renewBy.current?.validity.badInput ? { kind: "invalidDate" } : null;
  };

  return {
    fields,
    before,
    open,
    setOpen,
    /** What there is to choose from; nothing while an address of one's own stands there. */
    regions: address ? [] : provider.regions,
    chosen,
    setChosen,
    host: hostFor(provider, stored, before, address, chosen),
    onEdit: () => setAddress(fields.baseUrl.current?.value.trim() ?? ""),
    read,
    forgetStored,
    faultOf,
  };
}

export type OwnDetails = ReturnType<typeof useOwnDetails>;

/** An address of one's own is never out of sight: the key goes there. */
function opensAtOnce(provider: ProviderView, { baseUrl }: Details): boolean {
  return baseUrl !== "" && !provider.needsBaseUrl && !isOwn(provider);
}

/**
 * Where the key will go once saved, as far as its host is known: an untouched place stays what the
 * vault has by then, and of the regions only the first says its host.
 */
function hostFor(
  provider: ProviderView,
  stored: CredentialView | null,
  before: Details,
  address: string,
  chosen: string,
): string | null {
  const sameRegion = address !== "" || chosen === before.region;
  if (stored && address === before.baseUrl && sameRegion) return stored.host;
  if (address !== "") return hostOf(address) ?? stored?.host ?? usualHost(provider);
  return chosen === (provider.regions[0]?.id ?? "") ? usualHost(provider) : null;
}

function usualHost(provider: ProviderView): string | null {
  if (isOwn(provider)) return hostOf(provider.apiRoot);
  return provider.needsBaseUrl ? null : provider.host;
}

/** The host of an address of one's own, as soon as it is one. */
function hostOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).host || null : null;
}
