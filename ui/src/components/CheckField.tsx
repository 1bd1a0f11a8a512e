import { Checkbox } from "@base-ui/react/checkbox";
import { useId } from "react";
import { CheckIcon } from "./icons";

type CheckProps = {
  label: string;
  hint: string;
  checked: boolean;
  testid: string;
  onChange: (checked: boolean) => void;
};

/** One thing that is so or not, with what follows from it. */
export function CheckField({ label, hint, checked, testid, onChange }: CheckProps) {
  const id = useId();
  return (
    <div className="flex flex-col">
      <label htmlFor={`${id}-box`} className="flex items-center gap-2.5 self-start">
        <Checkbox.Root
          id={`${id}-box`}
          aria-labelledby={id}
          aria-describedby={`${id}-hint`}
          checked={checked}
          onCheckedChange={onChange}
          data-testid={testid}
          className="relative inline-flex size-4 shrink-0 items-center justify-center rounded-[0.25rem] border border-control bg-surface text-on-accent after:absolute after:-inset-1 data-checked:border-accent data-checked:bg-accent"
        >
          <Checkbox.Indicator>
            <CheckIcon className="size-3.5" />
          </Checkbox.Indicator>
        </Checkbox.Root>
        <span id={id} className="font-medium">
          {label}
        </span>
      </label>
      <p id={`${id}-hint`} className="ml-6.5 text-small text-muted">
        {hint}
      </p>
    </div>
  );
}
