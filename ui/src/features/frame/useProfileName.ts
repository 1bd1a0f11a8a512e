import { useSpeech } from "../../i18n/useSpeech";
import { useProfiles } from "../../ipc";
import { ALWAYS } from "./useCurrentProfile";

/**
 * How profiles are called here: the one that is always there in the owner's language. Null stands for
 * the default one, whatever its name.
 */
export function useProfileName(): (name: string | null) => string {
  const { t } = useSpeech();
  const { data: profiles } = useProfiles();
  const usual = profiles?.find((each) => each.isDefault)?.name ?? ALWAYS;
  return (name) => ((name ?? usual) === ALWAYS ? t("frame.profile.default") : (name ?? usual));
}
