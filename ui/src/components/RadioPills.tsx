import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { useId } from "react";

type Pill = { value: string; label: string; testid?: string };

type PillsProps = {
  label: string;
  hint: string;
  value: string;
  options: readonly Pill[];
  onChange: (value: string) => void;
  testid?: string;
};

/** Choices of a form, all in sight, one of them taken. */
export function RadioPills({ label, hint, value, options, onChange, testid }: PillsProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <p id={id} className="font-medium">
        {label}
      </p>
      <RadioGroup
        aria-labelledby={id}
        aria-describedby={`${id}-hint`}
        value={value}
        onValueChange={(next) => onChange(String(next))}
        data-testid={testid}
        className="flex flex-wrap gap-2"
      >
        {options.map((option) => (
          <Radio.Root
            key={option.value}
            value={option.value}
            data-testid={option.testid}
            className="group inline-flex min-h-8 items-center gap-2 rounded-control border border-control px-2.5 py-1 text-left transition-colors hover:bg-ink/5 data-checked:border-accent data-checked:bg-accent/10"
          >
            <span className="inline-flex size-3.5 shrink-0 items-center justify-center rounded-full border border-control group-data-checked:border-accent">
              <Radio.Indicator className="size-2 rounded-full bg-accent" />
            </span>
            <span className="min-w-0 wrap-anywhere">{option.label}</span>
          </Radio.Root>
        ))}
      </RadioGroup>
      <p id={`${id}-hint`} className="text-small text-muted">
        {hint}
      </p>
    </div>
  );
}
