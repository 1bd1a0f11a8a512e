import type { QueryClient } from "@tanstack/react-query";
import { host, query } from "../../ipc";

/** Remembers that its owner agreed. Where that fails, the owner did agree, and is asked again next time. */
export async function storeTold(client: QueryClient): Promise<void> {
  try {
    const fresh = await host.getSettings();
    const stored = await host.updateSettings({ ...fresh, tryTold: true });
    client.setQueryData(query.settings().queryKey, stored);
  } catch {
    await client.invalidateQueries({ queryKey: query.settings().queryKey });
  }
}
