import { Segmented } from "../../components/Segmented";
import { useSpeech } from "../../i18n/useSpeech";
import type { SettingsView } from "../../ipc";
import { testid } from "../../test/testids";
import type { Preferences } from "./usePreferences";
import { withCurrent } from "./withCurrent";

const DAYS = [7, 30, 90, 365] as const;
const FOR_EVER = 0;

type LogDaysProps = { preferences: Preferences; settings: SettingsView };

/** How long a line of the access log stays; for ever stands last. */
export function LogDays({ preferences: { change }, settings: { logDays } }: LogDaysProps) {
  const { t, number } = useSpeech();
  const days = withCurrent(DAYS, logDays).filter((each) => each !== FOR_EVER);
  return (
    <Segmented
      label={t("preferences.logDays")}
      hint={t("preferences.logDaysHint")}
      testid={testid.prefLogDays}
      value={String(logDays)}
      onChange={(next) => change({ logDays: Number(next) })}
      options={[...days, FOR_EVER].map((count) => ({
        value: String(count),
        label: count === FOR_EVER ? t("preferences.forEver") : number(count),
        speak:
          count === FOR_EVER
            ? t("preferences.forEver")
            : t("preferences.days", { count, n: number(count) }),
        testid: testid.prefLogDaysOption(count),
      }))}
    />
  );
}
