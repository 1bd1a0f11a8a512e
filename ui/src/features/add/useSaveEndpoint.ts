import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import {
  type CommandError,
  type CredentialView,
  commandErrorOf,
  type EndpointRequest,
  type EndpointView,
  host,
  putCredential,
} from "../../ipc";
import { type EndpointPlace, faultyPlace } from "./endpointFault";
import type { FilledHeader } from "./useHeaderRows";

type Failure = { error: CommandError; place: EndpointPlace | null };
type Saved = { endpoint: EndpointView /** Where none needs a key. */; view: CredentialView | null };

/** Saves without a mutation cache: header values must not stay behind in one. */
export function useSaveEndpoint(profile: string | null) {
  const client = useQueryClient();
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  /** An endpoint that needs no key gets its entry at once; where that fails, its form makes it. */
  const enter = async (endpoint: EndpointView): Promise<CredentialView | null> => {
    if (!endpoint.keyOptional) return null;
    try {
      const view = await host.createCredential({
        ...KEYLESS,
        profile,
        provider: endpoint.provider,
      });
      putCredential(client, profile, view);
      return view;
    } catch {
      return null;
    }
  };

  /** Answers null where nothing was saved; the failure then says why. */
  const save = async (
    draft: Omit<EndpointRequest, "headers">,
    headers: readonly FilledHeader[],
  ): Promise<Saved | null> => {
    if (running.current) return null;
    running.current = true;
    setBusy(true);
    setFailure(null);
    const request = { ...draft, headers: headers.map(({ header }) => header) };
    try {
      const endpoint = await host.addEndpoint(request);
      const view = await enter(endpoint);
      await client.invalidateQueries({ queryKey: ["providers"] });
      void client.invalidateQueries();
      return { endpoint, view };
    } catch (thrown) {
      const error = commandErrorOf(thrown);
      setFailure({ error, place: await faultyPlace(error, request, headers) });
      void client.invalidateQueries({ queryKey: ["vault"] });
      return null;
    } finally {
      running.current = false;
      setBusy(false);
    }
  };

  return { save, busy, failure, forget: () => setFailure(null) };
}

const KEYLESS = {
  key: null,
  baseUrl: null,
  region: null,
  organization: null,
  project: null,
  label: null,
};
