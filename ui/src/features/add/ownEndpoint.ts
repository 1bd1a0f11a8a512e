import type { ProviderView } from "../../ipc";

const OWN = "custom:";
const LONGEST = 63;

/** Whether a provider is an endpoint of the owner's own, which has its base URL already. */
export const isOwn = ({ id }: Pick<ProviderView, "id">) => id.startsWith(OWN);
export const ownId = (slug: string) => OWN + slug;
export const slugOf = ({ id }: ProviderView) => id.slice(OWN.length);

/** A name as an endpoint can bear it; empty where nothing of it can be kept. */
export function asSlug(name: string): string {
  return name
    .normalize("NFKD")
    .replaceAll(/\p{Mark}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, "-")
    .replace(/^[-_]+/, "")
    .slice(0, LONGEST)
    .replace(/-+$/, "");
}

/** The address that a text typed into a search is, if it is one. */
export function addressIn(text: string): string | null {
  const typed = text.trim();
  if (/^https?:\/\/\S+$/i.test(typed)) return typed;
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/\S*)?$/i.test(typed)
    ? `http://${typed}`
    : null;
}
