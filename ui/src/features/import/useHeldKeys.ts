import { useEffect, useRef } from "react";
import {
  type FoundKeysView,
  host,
  type ImportPick,
  type ImportReportView,
  type ImportSource,
} from "../../ipc";

/** The shell holds the keys that were found, until they are imported or this dialog has gone. */
export function useHeldKeys(profile: string | null) {
  const held = useRef(false);
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
      if (held.current) void discard();
    };
  }, []);

  const find = async (source: ImportSource): Promise<FoundKeysView> => {
    const found = await host.findKeys(profile, source);
    held.current = true;
    if (gone.current) await discard();
    return found;
  };

  const store = async (picks: ImportPick[]): Promise<ImportReportView> => {
    held.current = false;
    try {
      return await host.importKeys(profile, picks);
    } catch (thrown) {
      held.current = true;
      if (gone.current) await discard();
      throw thrown;
    }
  };

  const letGo = () => {
    if (held.current) void discard();
    held.current = false;
  };

  return { find, store, letGo };
}

async function discard(): Promise<void> {
  await host.discardKeys().catch(() => null);
}
