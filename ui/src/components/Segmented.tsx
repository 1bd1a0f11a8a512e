import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { useId } from "react";

type Option<V extends string> = { value: V; label: string; testid?: string; speak?: string };

type SegmentedProps<V extends string> = {
  label: string;
  hint?: string;
  value: V;
  options: readonly Option<V>[];
  onChange: (value: V) => void;
  testid?: string;
  /** The choices below the label, as in a form, instead of beside it. */
  stacked?: boolean;
};

const BESIDE = "flex flex-wrap items-center justify-between gap-x-8 gap-y-2 px-4 py-3";
const STACKED = "flex flex-col items-start gap-1.5";

/** A few choices, all in sight, one of them taken. */
export function Segmented<V extends string>({
  label,
  hint,
  value,
  options,
  onChange,
  testid,
  stacked = false,
}: SegmentedProps<V>) {
  const id = useId();
  return (
    <div className={stacked ? STACKED : BESIDE}>
      <div className={stacked ? "" : "min-w-0 flex-1 basis-48"}>
        <p id={id} className="font-medium">
          {label}
        </p>
        {hint ? (
          <p id={`${id}-hint`} className="text-small text-muted">
            {hint}
          </p>
        ) : null}
      </div>
      <RadioGroup
        aria-labelledby={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        value={value}
        onValueChange={(next) => onChange(next as V)}
        data-testid={testid}
        className="inline-flex max-w-full flex-wrap rounded-control border border-control bg-surface p-0.5"
      >
        {options.map((option) => (
          <Radio.Root
            key={option.value}
            value={option.value}
            data-testid={option.testid}
            aria-label={option.speak ?? option.label}
            className="inline-flex h-7 min-w-10 items-center justify-center rounded-[0.25rem] px-2.5 text-body whitespace-nowrap text-muted transition-colors hover:text-ink data-checked:bg-accent data-checked:font-medium data-checked:text-on-accent"
          >
            <span className="figures">{option.label}</span>
          </Radio.Root>
        ))}
      </RadioGroup>
    </div>
  );
}
