import { useRef, useState } from "react";
import type { CommandError } from "../../ipc";

/** A new passphrase, typed twice. It lives in the two inputs alone. */
export function useNewPassphrase(error: CommandError | null, forget: () => void) {
  const first = useRef<HTMLInputElement>(null);
  const second = useRef<HTMLInputElement>(null);
  const [differ, setDiffer] = useState(false);
  return {
    first,
    second,
    differ,
    fault: error?.kind === "invalidPassphrase" ? error.fault : null,
    /** Null where the two are not the same. */
    read: (): string | null => {
      const typed = first.current?.value ?? "";
      const same = typed === second.current?.value;
      setDiffer(!same);
      return same ? typed : null;
    },
    edit: () => {
      setDiffer(false);
      forget();
    },
  };
}
