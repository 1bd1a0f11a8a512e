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
import { useAskedChecks } from "../frame/askedChecks";
import { type EndpointPlace, faultyPlace, namelessPlace } from "./endpointFault";
import type { FilledHeader } from "./useHeaderRows";

type Failure = { error: CommandError; place: EndpointPlace | null };
type Saved = { endpoint: EndpointView; entry: Entry };
/** What became of the entry of an endpoint that needs no key; both null for the others. */
type Entry = { view: CredentialView | null; error: CommandError | null };

/** Saves without a mutation cache: header values must not stay behind in one. */
export function useSaveEndpoint(profile: string | null) {
  const client = useQueryClient();
  const asked = useAskedChecks();
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  /** An endpoint that needs no key gets its entry at once; where that fails, its form makes it. */
  const enter = async (endpoint: EndpointView): Promise<Entry> => {
    if (!endpoint.keyOptional) return { view: null, error: null };
    const takeBack = asked.one(profile, endpoint.provider);
    try {
      const view = await host.createCredential({
        ...KEYLESS,
        profile,
        provider: endpoint.provider,
      });
      putCredential(client, profile, view);
      return { view, error: null };
    } catch (thrown) {
      takeBack();
      return { view: null, error: commandErrorOf(thrown) };
    }
  };

  /** Answers null where nothing was saved; the failure then says why. */
  const save = async (
    draft: Omit<EndpointRequest, "headers">,
    headers: readonly FilledHeader[],
  ): Promise<Saved | null> => {
    if (running.current) return null;
    const nameless = namelessPlace(headers);
    if (nameless) {
      setFailure({ error: NO_NAME, place: nameless });
      return null;
    }
    running.current = true;
    setBusy(true);
    setFailure(null);
    const request = { ...draft, headers: headers.map(({ header }) => header) };
    try {
      const endpoint = await host.addEndpoint(request);
      const entry = await enter(endpoint);
      await client.invalidateQueries({ queryKey: ["providers"] });
      void client.invalidateQueries();
      return { endpoint, entry };
    } catch (thrown) {
      const error = commandErrorOf(thrown);
      setFailure({ error, place: faultyPlace(error, headers) });
      void client.invalidateQueries({ queryKey: ["vault"] });
      return null;
    } finally {
      running.current = false;
      setBusy(false);
    }
  };

  return { save, busy, failure, forget: () => setFailure(null) };
}

const NO_NAME: CommandError = { kind: "invalidHeader", fault: "name", index: 0 };

const KEYLESS = {
  key: null,
  baseUrl: null,
  region: null,
  organization: null,
  project: null,
  label: null,
  note: null,
};
