import { AlertDialog } from "@base-ui/react/alert-dialog";
import { Dialog } from "@base-ui/react/dialog";
import type { ReactNode, RefObject } from "react";
import { useSpeech } from "../i18n/useSpeech";
import { testid } from "../test/testids";
import { Button } from "./Button";
import { BACKDROP, POPUP } from "./dialogStyle";

const WIDTH = "w-[min(27rem,calc(100vw-2rem))]";

type AskProps = {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  error?: ReactNode;
  confirm: string;
  confirmTestid?: string;
  busy?: boolean;
  onConfirm: () => void;
};

/** Asks before something that cannot be taken back. The safe answer has the focus. */
export function AskBefore(props: AskProps) {
  const { t } = useSpeech();
  return (
    <AlertDialog.Root
      open={props.open}
      onOpenChange={(open) => (open ? undefined : props.onClose())}
    >
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={BACKDROP} />
        <AlertDialog.Popup className={`${POPUP} ${WIDTH}`}>
          <AlertDialog.Title className="text-[1rem] font-semibold wrap-anywhere">
            {props.title}
          </AlertDialog.Title>
          <AlertDialog.Description className="mt-2 text-muted wrap-anywhere">
            {props.children}
          </AlertDialog.Description>
          {props.error ? <div className="mt-4">{props.error}</div> : null}
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <AlertDialog.Close
              render={<Button testid={testid.cancel}>{t("frame.action.cancel")}</Button>}
            />
            <Button
              look="danger"
              testid={props.confirmTestid ?? testid.confirmDelete}
              disabled={props.busy}
              onClick={props.onConfirm}
            >
              {props.confirm}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

type FormDialogProps = {
  open: boolean;
  onClose: () => void;
  title: string;
  explain: string;
  submit: string;
  busy?: boolean;
  onSubmit: () => void;
  submitTestid: string;
  focus: RefObject<HTMLElement | null>;
  children: ReactNode;
};

export function FormDialog(props: FormDialogProps) {
  const { t } = useSpeech();
  return (
    <Dialog.Root open={props.open} onOpenChange={(open) => (open ? undefined : props.onClose())}>
      <Dialog.Portal>
        <Dialog.Backdrop forceRender className={BACKDROP} />
        <Dialog.Popup className={`${POPUP} ${WIDTH}`} initialFocus={props.focus}>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              props.onSubmit();
            }}
          >
            <Dialog.Title className="text-[1rem] font-semibold">{props.title}</Dialog.Title>
            <Dialog.Description className="mt-1 mb-4 text-muted">
              {props.explain}
            </Dialog.Description>
            {props.children}
            <div className="mt-5 flex flex-wrap justify-end gap-2">
              <Dialog.Close
                render={<Button testid={testid.cancel}>{t("frame.action.cancel")}</Button>}
              />
              <Button
                type="submit"
                look="primary"
                testid={props.submitTestid}
                disabled={props.busy}
              >
                {props.submit}
              </Button>
            </div>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
