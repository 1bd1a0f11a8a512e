import type { ImportSource } from "../../ipc";

export type SourceKind = ImportSource["kind"];

export const SOURCES = [
  "environment",
  "shell",
  "file",
  "clients",
] as const satisfies readonly SourceKind[];
