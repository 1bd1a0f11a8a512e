import type { CommandError, DiagnosisView, RestorePreviewView } from "./bindings";
import type { host } from "./door";

/** Parts of what commands take and answer that are spoken of by themselves. */
export type FaultOf<K extends CommandError["kind"]> =
  Extract<CommandError, { kind: K }> extends { fault: infer F } ? F : never;
export type Finding = DiagnosisView["findings"][number];
export type PreviewRow = RestorePreviewView["rows"][number];
export type Picked = Parameters<typeof host.pickFile>[0];
