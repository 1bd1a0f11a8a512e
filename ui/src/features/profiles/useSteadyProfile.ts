import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useProfiles } from "../../ipc";
import { useMove, usePlace } from "../frame/navigation";
import { ALWAYS } from "../frame/useCurrentProfile";
import { carryOver, forgetDefault } from "./carryOver";

type Known = { usual: string; names: readonly string[] };

/**
 * Keeps the window with its profile where another program chooses another default, and leads it to the
 * default one where its profile goes.
 */
export function useSteadyProfile(): void {
  const client = useQueryClient();
  const move = useMove();
  const { profile } = usePlace();
  const { data: profiles } = useProfiles();
  const before = useRef<Known | null>(null);
  useEffect(() => {
    if (!profiles) return;
    const known = before.current;
    const names = profiles.map((each) => each.name);
    const usual = profiles.find((each) => each.isDefault)?.name ?? ALWAYS;
    before.current = { usual, names };
    if (!known) return;
    if (profile !== null) {
      const went = known.names.includes(profile) && !names.includes(profile);
      if (went) move({ to: "profile", profile: null });
    } else if (known.usual !== usual && names.includes(known.usual)) {
      carryOver(client, { key: null, name: known.usual }, known.usual);
      forgetDefault(client);
      move({ to: "renamed", profile: known.usual });
    }
  }, [client, move, profile, profiles]);
}
