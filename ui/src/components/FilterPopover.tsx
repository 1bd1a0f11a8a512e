import { Popover } from "@base-ui/react/popover";
import type { ReactNode } from "react";
import { Button } from "./Button";
import { ChevronDownIcon } from "./icons";

/** How a button looks that names what was picked with it. */
export const PICKER = "min-w-0 max-w-32 shrink! px-2.5!";
const POPUP =
  "max-h-[min(26rem,var(--available-height))] w-[min(21rem,calc(100vw-1rem))] overflow-y-auto rounded-card border border-line bg-surface p-4 text-ink shadow-dialog outline-none";

type FilterPopoverProps = {
  /** Whether anything is narrowed. */
  on: boolean;
  label: string;
  /** Read out before the label where that alone would not say what it is about. */
  spoken: string;
  title: string;
  testid: string;
  panelTestid: string;
  children: ReactNode;
};

/** A button that says how a list is narrowed, and opens what it is narrowed with. */
export function FilterPopover(props: FilterPopoverProps) {
  const { on, label, spoken, title, testid, panelTestid, children } = props;
  return (
    <Popover.Root>
      <Popover.Trigger
        render={
          <Button
            testid={testid}
            className={`${PICKER} ${on ? "border-accent! text-accent!" : ""}`}
          >
            <span className="min-w-0 truncate">
              {on ? <span className="sr-only">{spoken}</span> : null}
              {label}
            </span>
            <ChevronDownIcon className="-mr-1 size-4" />
          </Button>
        }
      />
      <Popover.Portal>
        <Popover.Positioner align="end" sideOffset={4} collisionPadding={8} className="z-20">
          <Popover.Popup aria-label={title} data-testid={panelTestid} className={POPUP}>
            {children}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
