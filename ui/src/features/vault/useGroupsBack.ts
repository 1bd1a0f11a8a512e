import { useState } from "react";
import type { RecoveryCodeView } from "../../ipc";
import { wrongGroups } from "./groups";

export type Typed = [string, string];

const NONE: Typed = ["", ""];

/** What was typed back, and which of it was wrong when it was last looked at. */
export function useGroupsBack() {
  const [typed, setTyped] = useState<Typed>(NONE);
  const [found, setFound] = useState({ wrong: [false, false] as [boolean, boolean], turn: 0 });
  return {
    typed,
    wrong: found.wrong,
    turn: found.turn,
    type: (next: Typed) => {
      setFound(({ wrong, turn }) => ({
        wrong: [wrong[0] && next[0] === typed[0], wrong[1] && next[1] === typed[1]],
        turn,
      }));
      setTyped(next);
    },
    /** The vault said that they differ: marks which, or both where that cannot be seen from here. */
    mark: (code: RecoveryCodeView) => {
      const seen = wrongGroups(code, typed);
      const wrong: [boolean, boolean] = seen.includes(true) ? seen : [true, true];
      setFound(({ turn }) => ({ wrong, turn: turn + 1 }));
    },
    reset: () => {
      setTyped(NONE);
      setFound(({ turn }) => ({ wrong: [false, false], turn }));
    },
  };
}
