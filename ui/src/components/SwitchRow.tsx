import { Switch } from "@base-ui/react/switch";
import { useId } from "react";

type SwitchRowProps = {
  label: string;
  hint?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  testid?: string;
  /** Inside something small: no padding of its own. */
  tight?: boolean;
};

/** Something that is either on or off, from the moment it is switched. */
export function SwitchRow({
  label,
  hint,
  checked,
  onChange,
  testid,
  tight = false,
}: SwitchRowProps) {
  const id = useId();
  return (
    <div className={`flex items-center justify-between gap-x-6 ${tight ? "" : "px-4 py-3"}`}>
      <div className="min-w-0">
        <label id={`${id}-label`} htmlFor={id} className={tight ? "text-small" : "font-medium"}>
          {label}
        </label>
        {hint ? (
          <p id={`${id}-hint`} className="text-small text-muted">
            {hint}
          </p>
        ) : null}
      </div>
      <Switch.Root
        id={id}
        aria-labelledby={`${id}-label`}
        aria-describedby={hint ? `${id}-hint` : undefined}
        data-testid={testid}
        checked={checked}
        onCheckedChange={onChange}
        className="relative inline-flex h-6 w-10 shrink-0 items-center rounded-full border border-control bg-surface p-0.75 transition-colors data-checked:border-accent data-checked:bg-accent"
      >
        <Switch.Thumb className="size-4 rounded-full bg-control transition-transform data-checked:translate-x-4 data-checked:bg-on-accent forced-colors:bg-[CanvasText]" />
      </Switch.Root>
    </div>
  );
}
