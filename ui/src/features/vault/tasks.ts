import { createContext, useContext } from "react";

/** What has a dialog of its own, wherever it is begun. */
export type Task =
  | "makeCode"
  | "useCode"
  | "renewKeyring"
  | "openPassphrase"
  | "setPassphrase"
  | "removePassphrase"
  | "initPassphrase"
  | "rotateMaster"
  | "rotateDataKey"
  | "startNew"
  | "backUp"
  | "autoBackup"
  | "stopAutoBackup"
  | "restore"
  | "importKeys"
  | "importEnvironment";

export const TaskContext = createContext<(task: Task) => void>(() => undefined);

/** Begins a task; one that is under way gives way to it. */
export const useTask = () => useContext(TaskContext);
