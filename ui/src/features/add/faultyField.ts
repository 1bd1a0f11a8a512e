import type { CommandError } from "../../ipc";
import type { DetailField, Details } from "./useOwnDetails";

/** The field that an error is about, as far as it is about one. */
export function faultyField(error: CommandError, sent: Details): DetailField | null {
  switch (error.kind) {
    case "invalidBaseUrl":
    case "baseUrlNeeded":
      return "baseUrl";
    case "invalidLabel":
      return "label";
    case "invalidNote":
      return "note";
    case "invalidDate":
      return "renewBy";
    case "invalidAccountId":
      return canBeSent(sent.organization) ? "project" : "organization";
    default:
      return null;
  }
}

/** The vault does not say which of the two ids it refused. */
const canBeSent = (id: string) => /^[!-~]{0,128}$/.test(id);
