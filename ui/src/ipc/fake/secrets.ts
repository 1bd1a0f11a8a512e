import type { CommandError, RecoveryCodeView } from "../bindings";

/** Shaped like a real one and plainly none. */
export const FAKE_CODE: RecoveryCodeView = {
  groups: ["FAKE", "C0DE", "FAKE", "0000", "1111", "2222", "FAKE"],
  ask: [2, 5],
};
export const FAKE_PASSPHRASE = "fake horse fake battery";
const SHORTEST = 10;

export const refuse = (error: CommandError): never => {
  throw error;
};

export const plain = (typed: unknown) =>
  String(typed ?? "")
    .toUpperCase()
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1")
    .replaceAll(/[\s-]/g, "");

export function groupsFit(args: Record<string, unknown>): boolean {
  const [first, second] = FAKE_CODE.ask.map((n) => FAKE_CODE.groups[n - 1]);
  return plain(args.first) === first && plain(args.second) === second;
}

export function judge(passphrase: string): void {
  if (passphrase === "") refuse({ kind: "invalidPassphrase", fault: "empty" });
  if (passphrase.length < SHORTEST) refuse({ kind: "invalidPassphrase", fault: "tooShort" });
}
