import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import {
  type CommandError,
  commandErrorOf,
  host,
  type ProfileView,
  type ProviderView,
  query,
  useAllCredentials,
} from "../../ipc";
import { useCurrentProfile } from "../frame/useCurrentProfile";

/** No profile can be called that. */
export const NEW = "";

type NameFault = CommandError | "empty";
type Settled = { into: ProfileView } | { error: CommandError | null };

const NAMELESS: Settled = { error: null };

/**
 * Which profile one more key of a provider goes into: one without a key of it, or a new one, which is
 * made on the way. Once made it is the one that is chosen, whatever becomes of the key.
 */
export function useOtherProfile(provider: ProviderView, wanted: boolean) {
  const client = useQueryClient();
  const { profiles } = useCurrentProfile();
  const { data: stored } = useAllCredentials(wanted);
  const running = useRef(false);
  const input = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [name, setName] = useState("");
  const [fault, setFault] = useState<NameFault | null>(null);
  const [made, setMade] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const holds = (profile: ProfileView) =>
    stored?.some((view) => view.provider === provider.id && view.profile === profile.name);
  const free = stored ? profiles.filter((each) => !holds(each)) : [];
  const stands = chosen === NEW || free.some((each) => each.name === chosen);
  const choice = stands && chosen !== null ? chosen : (free[0]?.name ?? NEW);

  const refuse = (found: NameFault): Settled => {
    setFault(found);
    input.current?.focus();
    return NAMELESS;
  };

  const make = async (called: string): Promise<Settled> => {
    if (running.current) return NAMELESS;
    running.current = true;
    setBusy(true);
    try {
      const into = await host.createProfile(called);
      const { queryKey } = query.profiles();
      await client.cancelQueries({ queryKey });
      client.setQueryData(queryKey, (list) => list && [...list, into]);
      setChosen(into.name);
      setMade(into.name);
      return { into };
    } catch (thrown) {
      const error = commandErrorOf(thrown);
      const ofName = error.kind === "profileExists" || error.kind === "invalidProfileName";
      return ofName ? refuse(error) : { error };
    } finally {
      running.current = false;
      setBusy(false);
    }
  };

  /** The profile, there by then; or why there is none, unless that is told at the name. */
  const settle = async (): Promise<Settled> => {
    setFault(null);
    const called = choice === NEW ? name.trim() : choice;
    if (called === "") return refuse("empty");
    const into = free.find((each) => each.name === called);
    return into ? { into } : make(called);
  };

  return {
    input,
    free,
    choice,
    name,
    fault,
    /** The profile that was made here, where the key is not in it yet. */
    made,
    busy,
    settle,
    choose: (next: string) => {
      setFault(null);
      setChosen(next);
    },
    type: (next: string) => {
      setFault(null);
      setName(next);
    },
  };
}

export type OtherProfileChoice = ReturnType<typeof useOtherProfile>;
