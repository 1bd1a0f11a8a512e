import { useId } from "react";
import { CheckBox } from "./CheckBox";

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
        <CheckBox
          id={`${id}-box`}
          labelledBy={id}
          describedBy={`${id}-hint`}
          checked={checked}
          onChange={onChange}
          testid={testid}
        />
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
