import type { QueryClient } from "@tanstack/react-query";
import type { CredentialView } from "../../ipc";

/**
 * Shows what is known of a profile under another name as well, so that nothing that is open has to
 * close until it is read again. Credentials of yet another profile are left behind.
 */
export function carryOver(
  client: QueryClient,
  profile: { key: string | null; name: string },
  next: string,
): void {
  for (const { queryKey, state } of client.getQueryCache().getAll()) {
    const [what, whose, ...rest] = queryKey;
    if (queryKey.length < 2 || whose !== profile.key || state.data === undefined) continue;
    if (what !== "credentials") {
      client.setQueryData([what, next, ...rest], state.data);
    } else if (rest.length === 0) {
      const views = state.data as CredentialView[];
      if (!views.every((view) => view.profile === profile.name)) continue;
      client.setQueryData(
        [what, next],
        views.map((view) => ({ ...view, profile: next })),
      );
    }
  }
}

/** Forgets what was read of the default profile, which is another one now. */
export function forgetDefault(client: QueryClient): void {
  client.removeQueries({
    predicate: ({ queryKey }) => queryKey.length > 1 && queryKey[1] === null,
  });
}
