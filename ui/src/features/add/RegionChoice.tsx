import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { useId } from "react";
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
  const id = useId();
  if (regions.length === 0) return null;
  return (
    <div className="flex flex-col gap-1.5">
      <p id={id} className="font-medium">
        {t("form.region.label")}
      </p>
      <RadioGroup
        aria-labelledby={id}
        aria-describedby={`${id}-hint`}
        value={chosen}
        onValueChange={(next) => onChoose(String(next))}
        data-testid={testid.regions}
        className="flex flex-wrap gap-2"
      >
        {regions.map((region) => (
          <Radio.Root
            key={region.id}
            value={region.id}
            data-testid={testid.region(region.id)}
            className="group inline-flex min-h-8 items-center gap-2 rounded-control border border-control px-2.5 py-1 text-left transition-colors hover:bg-ink/5 data-checked:border-accent data-checked:bg-accent/10"
          >
            <span className="inline-flex size-3.5 shrink-0 items-center justify-center rounded-full border border-control group-data-checked:border-accent">
              <Radio.Indicator className="size-2 rounded-full bg-accent" />
            </span>
            <span className="min-w-0 wrap-anywhere">{regionName(speech, region)}</span>
          </Radio.Root>
        ))}
      </RadioGroup>
      <p id={`${id}-hint`} className="text-small text-muted">
        {t("form.region.hint")}
      </p>
    </div>
  );
}
