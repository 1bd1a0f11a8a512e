import { useRef, useState } from "react";
import { useAfterPress } from "../../components/useAfterPress";
import type { CommandError, EndpointRequest, ProviderView } from "../../ipc";
import type { EndpointStart } from "../frame/navigation";
import { type EndpointText, faultyText } from "./endpointFault";
import { asSlug, ownId } from "./ownEndpoint";
import { useEndpointPreview } from "./useEndpointPreview";

type Draft = Omit<EndpointRequest, "headers" | "modelsPath"> & { modelsPath: string };

const EMPTY: Draft = {
  slug: "",
  dialect: "openai",
  baseUrl: "",
  modelsPath: "",
  keyOptional: false,
};
const NONE_LEFT: Record<EndpointText, boolean> = { slug: false, baseUrl: false, modelsPath: false };

/** A new endpoint as it is typed. A fault of a field counts once the field was left. */
export function useEndpointDraft(start: EndpointStart, providers: readonly ProviderView[]) {
  const fields = {
    slug: useRef<HTMLInputElement>(null),
    baseUrl: useRef<HTMLInputElement>(null),
    modelsPath: useRef<HTMLInputElement>(null),
  };
  const [draft, setDraft] = useState<Draft>({ ...EMPTY, ...start });
  const [left, setLeft] = useState(NONE_LEFT);
  const afterPress = useAfterPress();
  const request = requestOf(draft);
  const preview = useEndpointPreview(request);

  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const type = (field: EndpointText, text: string) => {
    setLeft((before) => ({ ...before, [field]: false }));
    change({ [field]: text });
  };
  const leave = (field: EndpointText) => {
    afterPress(() => setLeft((before) => ({ ...before, [field]: true })));
    if (field === "slug") change({ slug: request.slug });
  };

  const errorAt = (field: EndpointText): CommandError | null => {
    if (!left[field]) return null;
    const error = field === "slug" ? slugFault(request.slug, providers) : preview.error;
    return error && faultyText(error) === field ? error : null;
  };

  return { fields, draft, request, url: preview.url, change, type, leave, errorAt };
}

export type EndpointDraft = ReturnType<typeof useEndpointDraft>;

/** What is sent: the name as an endpoint can bear it, where anything of it can be kept. */
function requestOf(draft: Draft): Omit<EndpointRequest, "headers"> {
  return {
    ...draft,
    slug: asSlug(draft.slug) || draft.slug.trim(),
    baseUrl: draft.baseUrl.trim(),
    modelsPath: draft.modelsPath.trim() || null,
  };
}

/** What can be said of a name without asking the vault. */
function slugFault(slug: string, providers: readonly ProviderView[]): CommandError | null {
  if (slug === "") return null;
  if (asSlug(slug) !== slug) return { kind: "invalidEndpointName" };
  const taken = providers.some((each) => each.id === ownId(slug));
  return taken ? { kind: "endpointExists", slug } : null;
}
