import type { CommandError } from "../../ipc";
import type { FilledHeader, HeaderRow } from "./useHeaderRows";

export type EndpointText = "slug" | "baseUrl" | "modelsPath";
export type HeaderPlace = {
  row: HeaderRow;
  part: "name" | "value";
  /** Whether nothing stands there. */
  missing?: true;
};
/** The field that a refusal is about. */
export type EndpointPlace = EndpointText | HeaderPlace;

export function faultyText(error: CommandError): EndpointText | null {
  switch (error.kind) {
    case "invalidEndpointName":
    case "endpointExists":
      return "slug";
    case "invalidBaseUrl":
      return "baseUrl";
    case "invalidModelsPath":
      return "modelsPath";
    default:
      return null;
  }
}

export function faultyPlace(
  error: CommandError,
  headers: readonly FilledHeader[],
): EndpointPlace | null {
  if (error.kind !== "invalidHeader") return faultyText(error);
  const row = headers[error.index]?.row;
  return row ? { row, part: error.fault === "value" ? "value" : "name" } : null;
}

/** A value without a name, which needs no asking: the vault would call the name a wrong one. */
export function namelessPlace(headers: readonly FilledHeader[]): HeaderPlace | null {
  const row = headers.find(({ header }) => header.name === "")?.row;
  return row ? { row, part: "name", missing: true } : null;
}
