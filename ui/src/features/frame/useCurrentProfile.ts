import { type ProfileView, useProfiles } from "../../ipc";
import { usePlace } from "./navigation";

/** The profile that is always there. Another one may be the default. */
export const ALWAYS = "default";

type Current = {
  profiles: readonly ProfileView[];
  /** The profile of the window; absent until the profiles are known. */
  current: ProfileView | undefined;
  name: string;
  several: boolean;
};

export function useCurrentProfile(): Current {
  const { data: profiles = [] } = useProfiles();
  const { profile } = usePlace();
  const current = profiles.find((each) => (profile ? each.name === profile : each.isDefault));
  return {
    profiles,
    current,
    name: current?.name ?? profile ?? ALWAYS,
    several: profiles.length > 1,
  };
}
