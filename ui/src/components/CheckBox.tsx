import { Checkbox } from "@base-ui/react/checkbox";
import { CheckIcon } from "./icons";

type BoxProps = {
  id: string;
  /** What stands beside it, by id. */
  labelledBy: string;
  describedBy?: string;
  checked: boolean;
  testid: string;
  onChange: (checked: boolean) => void;
};

/** The box alone; its words stand where it is used. */
export function CheckBox({ id, labelledBy, describedBy, checked, testid, onChange }: BoxProps) {
  return (
    <Checkbox.Root
      id={id}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      checked={checked}
      onCheckedChange={onChange}
      data-testid={testid}
      className="relative inline-flex size-4 shrink-0 items-center justify-center rounded-[0.25rem] border border-control bg-surface text-on-accent after:absolute after:-inset-1 data-checked:border-accent data-checked:bg-accent"
    >
      <Checkbox.Indicator>
        <CheckIcon className="size-3.5" />
      </Checkbox.Indicator>
    </Checkbox.Root>
  );
}
