import { useRef, useState } from "react";
import type { CommandError, FaultOf } from "../../ipc";

/** Faults of a backup that are about the place it is written to or read from. */
const PLACE: readonly FaultOf<"backup">[] = [
  "fileExists",
  "notFound",
  "unreadable",
  "unwritable",
  "diskFull",
  "damaged",
  "notABackup",
  "newer",
  "tooSlow",
  "unknownProvider",
];

function isOfPlace(error: CommandError): boolean {
  if (error.kind === "importSource") return error.fault !== "shell";
  return error.kind === "backup" && PLACE.includes(error.fault);
}

/** A path that is being chosen, and what is wrong with it. */
export function usePath(error: CommandError | null, forget: () => void, initial = "") {
  const ref = useRef<HTMLInputElement>(null);
  const [path, setPath] = useState(initial);
  const [missing, setMissing] = useState(false);
  return {
    ref,
    path,
    missing,
    fault: error && isOfPlace(error) ? error : null,
    set: (next: string) => {
      setPath(next);
      setMissing(false);
      forget();
    },
    /** Null where none is chosen. */
    read: (): string | null => {
      const chosen = path.trim();
      setMissing(chosen === "");
      if (chosen === "") ref.current?.focus();
      return chosen || null;
    },
  };
}
