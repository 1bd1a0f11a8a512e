import {
  type CommandError,
  commandErrorOf,
  type EndpointRequest,
  type FaultOf,
  host,
} from "../../ipc";
import type { FilledHeader, HeaderRow } from "./useHeaderRows";

export type EndpointText = "slug" | "baseUrl" | "modelsPath";
/** The field that a refusal is about. */
export type EndpointPlace = EndpointText | { row: HeaderRow; part: "name" | "value" };

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

export async function faultyPlace(
  error: CommandError,
  request: EndpointRequest,
  headers: readonly FilledHeader[],
): Promise<EndpointPlace | null> {
  if (error.kind !== "invalidHeader") return faultyText(error);
  const found = await faultyHeader(error.fault, request, headers);
  return found ? { row: found.row, part: error.fault === "value" ? "value" : "name" } : null;
}

/** The vault does not say which header it refused: names are asked for one by one, values stay here. */
async function faultyHeader(
  fault: FaultOf<"invalidHeader">,
  request: EndpointRequest,
  headers: readonly FilledHeader[],
): Promise<FilledHeader | undefined> {
  if (fault === "value") {
    return headers.find(({ header }) => !canBeSent(header.value)) ?? headers[0];
  }
  for (const filled of headers) {
    if (await refusesName(request, filled.header.name)) return filled;
  }
  return headers[0];
}

async function refusesName(request: EndpointRequest, name: string): Promise<boolean> {
  try {
    await host.previewEndpoint({ ...request, headers: [{ name, value: "x" }] });
    return false;
  } catch (thrown) {
    return commandErrorOf(thrown).kind === "invalidHeader";
  }
}

const canBeSent = (value: string) => /^[ -~]{1,4096}$/.test(value);
