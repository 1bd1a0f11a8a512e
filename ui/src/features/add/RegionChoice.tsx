import { RadioPills } from "../../components/RadioPills";
import { useSpeech } from "../../i18n/useSpeech";
import type { RegionView } from "../../ipc";
import { testid } from "../../test/testids";
import { regionName } from "../keys/region";

type RegionProps = {
  regions: readonly RegionView[];
  chosen: string;
  onChoose: (region: string) => void;
};

/** Which of a provider's addresses a key belongs to: all in sight, one taken. */
export function RegionChoice({ regions, chosen, onChoose }: RegionProps) {
  const speech = useSpeech();
  const { t } = speech;
  if (regions.length === 0) return null;
  return (
    <RadioPills
      label={t("form.region.label")}
      hint={t("form.region.hint")}
      testid={testid.regions}
      value={chosen}
      onChange={onChoose}
      options={regions.map((region) => ({
        value: region.id,
        label: regionName(speech, region),
        testid: testid.region(region.id),
      }))}
    />
  );
}
