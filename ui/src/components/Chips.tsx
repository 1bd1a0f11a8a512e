import { Toggle } from "@base-ui/react/toggle";
import { ToggleGroup } from "@base-ui/react/toggle-group";
import { useId } from "react";

type Chip = { value: string; label: string; testid?: string };

type ChipsProps = {
  label: string;
  chips: readonly Chip[];
  value: readonly string[];
  /** Whether one choice takes the place of another. */
  single?: boolean;
  onChange: (value: string[]) => void;
};

const CHIP =
  "inline-flex min-h-7 max-w-full items-center rounded-control border border-control bg-surface px-2 text-small transition-colors hover:bg-ink/5 data-pressed:border-accent data-pressed:bg-accent/12 data-pressed:font-medium data-pressed:text-accent forced-colors:data-pressed:outline-2";

/** Choices of which any number may be taken, as many beside each other as fit. */
export function Chips({ label, chips, value, single = false, onChange }: ChipsProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <p id={id} className="text-small font-medium text-muted">
        {label}
      </p>
      <ToggleGroup
        aria-labelledby={id}
        multiple={!single}
        value={value}
        onValueChange={(next) => onChange([...next])}
        className="flex flex-wrap gap-1.5"
      >
        {chips.map((chip) => (
          <Toggle key={chip.value} value={chip.value} data-testid={chip.testid} className={CHIP}>
            <bdi className="truncate">{chip.label}</bdi>
          </Toggle>
        ))}
      </ToggleGroup>
    </div>
  );
}
