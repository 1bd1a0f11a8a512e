import { useRef, useState } from "react";
import { useAnnounce } from "../../components/Announcer";
import { useStillHere } from "../../components/useStillHere";
import { useSpeech } from "../../i18n/useSpeech";
import {
  type CommandError,
  type ConflictView,
  type CredentialView,
  commandErrorOf,
  host,
  useConflicts,
  useVaultStatus,
} from "../../ipc";

type Look = {
  /** The state of the key that it was compared with. */
  of: string;
  found: readonly ConflictView[] | null;
  error: CommandError | null;
};

/**
 * What sets a variable of this provider to another key. The environment is looked at by itself, the
 * login shell and files only when the owner wants it; what was found there counts until the key changes.
 */
export function useConflictLook(profile: string | null, view: CredentialView) {
  const { t } = useSpeech();
  const announce = useAnnounce();
  const { data: near = [] } = useConflicts(profile, view.provider);
  const { data: status } = useVaultStatus();
  const running = useRef(false);
  const [looking, setLooking] = useState(false);
  const [look, setLook] = useState<Look | null>(null);
  const stillHere = useStillHere(`${profile ?? ""} ${view.provider}`);
  const latest = look?.of === view.updatedAt ? look : null;
  const closed = status?.open === false;

  const lookDeep = async () => {
    if (running.current) return;
    running.current = true;
    setLooking(true);
    announce(t("imports.conflict.looking"));
    const of = view.updatedAt;
    const done = (found: Look["found"], error: Look["error"]) => {
      running.current = false;
      if (!stillHere()) return;
      setLooking(false);
      setLook({ of, found, error });
    };
    try {
      done(await host.findConflicts(profile, view.provider, true), null);
    } catch (thrown) {
      done(null, commandErrorOf(thrown));
    }
  };

  const conflicts = latest?.found ?? near;
  const result = () => {
    if (!latest?.found) return null;
    if (closed) return t("imports.conflict.closed");
    if (conflicts.length === 0) return t("imports.conflict.clean");
    return conflicts.length === near.length ? t("imports.conflict.noMore") : null;
  };
  return {
    conflicts,
    looking,
    looked: latest?.found !== undefined && latest?.found !== null && !closed,
    result: looking ? null : result(),
    error: looking ? null : (latest?.error ?? null),
    lookDeep: () => void lookDeep(),
    forget: () => setLook(null),
  };
}

export type ConflictLook = ReturnType<typeof useConflictLook>;
