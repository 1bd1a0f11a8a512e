import { Menu as Base } from "@base-ui/react/menu";
import type { ComponentType, ReactElement, ReactNode } from "react";
import { CheckIcon } from "./icons";

const POPUP =
  "z-20 max-h-(--available-height) min-w-48 overflow-y-auto max-w-[min(20rem,calc(100vw-1rem))] rounded-card border border-line bg-surface p-1 text-ink shadow-dialog outline-none";
const ITEM =
  "flex min-h-8 items-center gap-2.5 rounded-control px-2.5 py-1 text-body outline-none data-highlighted:bg-ink/8 forced-colors:data-highlighted:outline";

type MenuProps = {
  trigger: ReactElement;
  side?: "top" | "bottom";
  align?: "start" | "end";
  children: ReactNode;
};

export function Menu({ trigger, side = "bottom", align = "end", children }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={4} className="z-20">
          <Base.Popup className={POPUP}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

type ItemProps = {
  icon?: ComponentType<{ className?: string }>;
  danger?: boolean;
  testid?: string;
  onClick: () => void;
  children: ReactNode;
};

export function MenuItem({ icon: Icon, danger = false, testid, onClick, children }: ItemProps) {
  return (
    <Base.Item
      data-testid={testid}
      onClick={onClick}
      className={`${ITEM} ${danger ? "text-invalid" : ""}`}
    >
      {Icon ? <Icon className={`size-4 ${danger ? "" : "text-muted"}`} /> : null}
      {children}
    </Base.Item>
  );
}

export function MenuLine() {
  return <Base.Separator className="mx-1 my-1 h-px bg-line" />;
}

type ChoiceProps = {
  value: string;
  options: readonly {
    value: string;
    label: string;
    detail?: string;
    /** What follows from it, below the label. */
    hint?: string;
    testid: string;
  }[];
  onChange: (value: string) => void;
};

export function MenuChoice({ value, options, onChange }: ChoiceProps) {
  return (
    <Base.RadioGroup value={value} onValueChange={(next) => onChange(String(next))}>
      {options.map((option) => (
        <Base.RadioItem
          key={option.value}
          value={option.value}
          closeOnClick
          data-testid={option.testid}
          className={ITEM}
        >
          <span className="inline-flex size-4 shrink-0">
            <Base.RadioItemIndicator>
              <CheckIcon className="size-4 text-accent" />
            </Base.RadioItemIndicator>
          </span>
          <span className="min-w-0 flex-1">
            <span className="block truncate">{option.label}</span>
            {option.hint ? (
              <span className="block text-small text-muted">{option.hint}</span>
            ) : null}
          </span>
          {option.detail === undefined ? null : (
            <span className="figures pl-4 text-small text-muted">{option.detail}</span>
          )}
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}
