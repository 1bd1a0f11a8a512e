import { commands } from "./bindings";
import { CommandFailure, commandErrorOf } from "./failure";

type Answer<T> = { status: "ok"; data: T } | { status: "error"; error: unknown };

type Unwrapped<C> = {
  [K in keyof C]: C[K] extends (...args: infer A) => Promise<infer R>
    ? (...args: A) => Promise<Extract<R, { status: "ok" }> extends { data: infer D } ? D : never>
    : never;
};

function unwrapped<A extends unknown[], T>(command: (...args: A) => Promise<Answer<T>>) {
  return async (...args: A): Promise<T> => {
    let answer: Answer<T>;
    try {
      answer = await command(...args);
    } catch {
      throw new CommandFailure({ kind: "unexpected" });
    }
    if (answer.status === "ok") return answer.data;
    throw new CommandFailure(commandErrorOf(answer.error));
  };
}

/** Every command of the shell. Answers with the data or throws a `CommandFailure`. */
export const host = Object.fromEntries(
  Object.entries(commands).map(([name, command]) => [
    name,
    unwrapped(command as (...args: unknown[]) => Promise<Answer<unknown>>),
  ]),
) as Unwrapped<typeof commands>;
