import { useSpeech } from "../../i18n/useSpeech";

/** The profile that is always there is shown in the owner's language. */
export function useProfileName(): (name: string | null) => string {
  const { t } = useSpeech();
  return (name) => (name === null || name === "default" ? t("frame.profile.default") : name);
}
