import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { AutoBackupDialog } from "../backup/AutoBackupDialog";
import { BackUpDialog } from "../backup/BackUpDialog";
import { RestoreDialog } from "../backup/RestoreDialog";
import { StopAutoBackupDialog } from "../backup/StopAutoBackupDialog";
import { ImportDialog, ImportEnvironmentDialog } from "../import/ImportDialog";
import { InitPassphraseDialog } from "./InitPassphraseDialog";
import { MakeCodeDialog } from "./MakeCodeDialog";
import { OpenPassphraseDialog } from "./OpenPassphraseDialog";
import { RemovePassphraseDialog } from "./RemovePassphraseDialog";
import { RenewKeyringDialog } from "./RenewKeyringDialog";
import { RotateDataKeyDialog } from "./RotateDataKeyDialog";
import { RotateMasterDialog } from "./RotateMasterDialog";
import { SetPassphraseDialog } from "./SetPassphraseDialog";
import { StartNewDialog } from "./StartNewDialog";
import { type Task, TaskContext } from "./tasks";
import { UseCodeDialog } from "./UseCodeDialog";

const DIALOGS: Record<Task, (props: { onClose: () => void }) => ReactNode> = {
  makeCode: MakeCodeDialog,
  useCode: UseCodeDialog,
  renewKeyring: RenewKeyringDialog,
  openPassphrase: OpenPassphraseDialog,
  setPassphrase: SetPassphraseDialog,
  removePassphrase: RemovePassphraseDialog,
  initPassphrase: InitPassphraseDialog,
  rotateMaster: RotateMasterDialog,
  rotateDataKey: RotateDataKeyDialog,
  startNew: StartNewDialog,
  backUp: BackUpDialog,
  autoBackup: AutoBackupDialog,
  stopAutoBackup: StopAutoBackupDialog,
  restore: RestoreDialog,
  importKeys: ImportDialog,
  importEnvironment: ImportEnvironmentDialog,
};

/**
 * Keeps the one dialog that is open, above all pages: what a dialog does may well take away the
 * place where it was begun.
 */
export function TaskProvider({ children }: { children: ReactNode }) {
  const [current, setCurrent] = useState<{ task: Task; turn: number } | null>(null);
  const origin = useRef<Element | null>(null);
  const running = useRef(false);
  const begin = useCallback((task: Task) => {
    if (!running.current) origin.current = document.activeElement;
    running.current = true;
    setCurrent((before) => ({ task, turn: (before?.turn ?? 0) + 1 }));
  }, []);
  const close = useCallback(() => {
    running.current = false;
    setCurrent(null);
  }, []);
  const open = current !== null;
  useEffect(() => {
    if (open) return;
    const turn = requestAnimationFrame(() => focusAgain(origin.current));
    return () => cancelAnimationFrame(turn);
  }, [open]);
  const Dialog = current ? DIALOGS[current.task] : null;
  return (
    <TaskContext.Provider value={begin}>
      {children}
      {Dialog && current ? <Dialog key={current.turn} onClose={close} /> : null}
    </TaskContext.Provider>
  );
}

/** Back to where the task was begun, or to the heading of what came in its place. */
function focusAgain(origin: Element | null): void {
  const lost = document.activeElement === null || document.activeElement === document.body;
  if (!origin || !lost) return;
  const home = origin.isConnected ? origin : document.querySelector("[data-home]");
  if (home instanceof HTMLElement) home.focus();
}
