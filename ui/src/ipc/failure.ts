import type { CommandError } from "./bindings";

/** A command's answer "no", with the kind the window acts on. Holds no text from below. */
export class CommandFailure extends Error {
  readonly error: CommandError;

  constructor(error: CommandError) {
    super(error.kind);
    this.error = error;
  }
}

function isCommandError(value: unknown): value is CommandError {
  return (
    typeof value === "object" && value !== null && "kind" in value && typeof value.kind === "string"
  );
}

/** Whatever was thrown, as one of the kinds that have words. */
export function commandErrorOf(thrown: unknown): CommandError {
  if (thrown instanceof CommandFailure) return thrown.error;
  if (isCommandError(thrown)) return thrown;
  return { kind: "unexpected" };
}
