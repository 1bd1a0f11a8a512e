import { Dialog } from "@base-ui/react/dialog";
import { type ReactNode, useEffect, useRef } from "react";
import { BACKDROP, POPUP } from "./dialogStyle";

const USUAL = "w-[min(29rem,calc(100vw-2rem))]";
const WIDE = "w-[min(38rem,calc(100vw-2rem))]";

type PanelProps = {
  title: string;
  explain?: ReactNode;
  /** Changes when the content becomes another one: the focus then goes to what comes first in it. */
  step?: string;
  testid?: string;
  /** For lists of long lines. */
  wide?: boolean;
  onClose: () => void;
  onSubmit?: () => void;
  actions: ReactNode;
  children?: ReactNode;
};

/**
 * A dialog of one or more steps. Only Esc and its buttons close it: a click beside it costs nothing
 * that was typed. What carries `data-first` gets the focus, else the title.
 */
export function PanelDialog(props: PanelProps) {
  const popup = useRef<HTMLDivElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const step = useRef(props.step);
  useEffect(() => {
    if (step.current === props.step) return;
    step.current = props.step;
    (firstIn(popup.current) ?? title.current)?.focus();
  }, [props.step]);
  return (
    <Dialog.Root
      open
      disablePointerDismissal
      onOpenChange={(open) => (open ? undefined : props.onClose())}
    >
      <Dialog.Portal>
        <Dialog.Backdrop forceRender className={BACKDROP} />
        <Dialog.Popup
          ref={popup}
          data-testid={props.testid}
          data-step={props.step}
          initialFocus={() => firstIn(popup.current) ?? title.current}
          className={`${POPUP} ${props.wide ? WIDE : USUAL}`}
        >
          <form
            noValidate
            autoComplete="off"
            onSubmit={(event) => {
              event.preventDefault();
              props.onSubmit?.();
            }}
          >
            <Dialog.Title
              ref={title}
              tabIndex={-1}
              className="text-[1rem] font-semibold wrap-anywhere"
            >
              {props.title}
            </Dialog.Title>
            {props.explain ? (
              <Dialog.Description
                render={<div />}
                className="mt-1.5 flex flex-col gap-2 text-muted wrap-anywhere"
              >
                {props.explain}
              </Dialog.Description>
            ) : null}
            {props.children ? (
              <div className="mt-4 flex flex-col gap-4">{props.children}</div>
            ) : null}
            <div className="mt-5 flex flex-wrap justify-end gap-2">{props.actions}</div>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function firstIn(popup: HTMLElement | null): HTMLElement | undefined {
  const marked = popup?.querySelectorAll<HTMLElement>("[data-first]") ?? [];
  return [...marked].find((each) => !each.closest("[hidden]"));
}
