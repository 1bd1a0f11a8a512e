import { Group } from "../../components/Group";
import { Segmented } from "../../components/Segmented";
import { SwitchRow } from "../../components/SwitchRow";
import { type Speech, useSpeech } from "../../i18n/useSpeech";
import type { SettingsView } from "../../ipc";
import { testid } from "../../test/testids";
import type { Preferences } from "./usePreferences";
import { withCurrent } from "./withCurrent";

const DAY = 24;
const WEEK = 168;
const HOURS = [0, 6, DAY, WEEK] as const;

type GroupProps = { preferences: Preferences; settings: SettingsView };

/** How often keys are checked by themselves, and who is told. */
export function ChecksGroup({ preferences: { change }, settings }: GroupProps) {
  const speech = useSpeech();
  const { t } = speech;
  return (
    <Group title={t("preferences.checks")}>
      <Segmented
        label={t("preferences.checkHours")}
        hint={t("preferences.checkHoursHint")}
        testid={testid.prefCheckHours}
        value={String(settings.checkHours)}
        onChange={(hours) => change({ checkHours: Number(hours) })}
        options={withCurrent(HOURS, settings.checkHours).map((hours) => ({
          value: String(hours),
          ...hourWords(speech, hours),
          testid: testid.prefCheckHoursOption(hours),
        }))}
      />
      <SwitchRow
        label={t("preferences.notify")}
        hint={t("preferences.notifyHint")}
        testid={testid.prefNotify}
        checked={settings.notify}
        onChange={(notify) => change({ notify })}
      />
    </Group>
  );
}

function hourWords({ t, number }: Speech, hours: number): { label: string; speak: string } {
  switch (hours) {
    case 0:
      return { label: t("preferences.never"), speak: t("preferences.never") };
    case DAY:
      return { label: t("preferences.daily"), speak: t("preferences.daily") };
    case WEEK:
      return { label: t("preferences.weekly"), speak: t("preferences.weekly") };
    default:
      return {
        label: t("preferences.hours", { n: number(hours) }),
        speak: t("preferences.hoursLong", { count: hours, n: number(hours) }),
      };
  }
}
