import { useQueryClient } from "@tanstack/react-query";
import { host, type ProfileView, query } from "../../ipc";
import { useMove, usePlace } from "../frame/navigation";
import { useCurrentProfile } from "../frame/useCurrentProfile";
import { carryOver, forgetDefault } from "./carryOver";

/** Changes of the profiles, after which the window goes on with the keys it showed. */
export function useProfileChanges() {
  const client = useQueryClient();
  const move = useMove();
  const { profile } = usePlace();
  const { name: mine } = useCurrentProfile();

  const put = (profiles: ProfileView[]) => {
    client.setQueryData(query.profiles().queryKey, profiles);
    void client.invalidateQueries();
  };

  const rename = async (name: string, next: string) => {
    const profiles = await host.renameProfile(name, next);
    if (profile === name) {
      carryOver(client, { key: name, name }, next);
      move({ to: "renamed", profile: next });
    }
    put(profiles);
  };

  const remove = async (name: string, withKeys: boolean) => {
    const profiles = await host.deleteProfile(name, withKeys);
    if (mine === name) move({ to: "profile", profile: null });
    forgetDefault(client);
    put(profiles);
  };

  const makeDefault = async (name: string) => {
    // From then on no name means another profile: the window names the one it shows before.
    if (profile === null) {
      carryOver(client, { key: null, name: mine }, mine);
      move({ to: "renamed", profile: mine });
    }
    const profiles = await host.setDefaultProfile(name);
    forgetDefault(client);
    put(profiles);
  };

  return { rename, remove, makeDefault };
}
