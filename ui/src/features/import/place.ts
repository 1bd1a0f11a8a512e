import { harmless } from "../../components/harmless";
import type { Speech } from "../../i18n/useSpeech";
import type { KeyPlaceView } from "../../ipc";

/** A path is shown whole, however long. */
export const LONGEST_PATH = 4096;

/** /home/ada/.env:3 */
export function fileLine(path: string, line: number | null): string {
  return line === null ? harmless(path, LONGEST_PATH) : `${harmless(path, LONGEST_PATH)}:${line}`;
}

/** Where a key was found, beside the name it has there. */
export function placeWords({ t }: Speech, { source, path, line }: KeyPlaceView): string {
  if (path !== null) return fileLine(path, line);
  return t(source === "shell" ? "imports.preview.inShell" : "imports.preview.inEnvironment");
}
