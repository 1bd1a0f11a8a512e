import type { QueryClient, QueryKey } from "@tanstack/react-query";

const WAIT_MS = 40;

/** Collects what is out of date and reads it again once, however many hints came in between. */
export class Refresher {
  readonly #client: QueryClient;
  readonly #due = new Map<string, QueryKey>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(client: QueryClient) {
    this.#client = client;
  }

  request(...keys: QueryKey[]): void {
    for (const key of keys) this.#due.set(JSON.stringify(key), key);
    this.#timer ??= setTimeout(() => this.#flush(), WAIT_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#due.clear();
  }

  #flush(): void {
    this.#timer = undefined;
    const keys = [...this.#due.values()];
    this.#due.clear();
    for (const queryKey of keys) void this.#client.invalidateQueries({ queryKey });
  }
}
