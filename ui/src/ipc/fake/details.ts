import type { CredentialView, FieldChange, UpdateCredentialRequest } from "../bindings";

/** What an update leaves of everything beside the key. */
export function changedDetails(
  before: CredentialView,
  request: UpdateCredentialRequest,
): Partial<CredentialView> {
  const baseUrl = changed(request.baseUrl, before.baseUrl);
  return {
    baseUrl,
    region: baseUrl ? null : (request.region ?? before.region),
    label: changed(request.label, before.label),
    note: changed(request.note, before.note),
    lendPolicy: request.lendPolicy ?? before.lendPolicy,
    organization: changed(request.organization, before.organization),
    project: changed(request.project, before.project),
    renewBy: changed(request.renewBy, before.renewBy),
  };
}

function changed(field: FieldChange | undefined, value: string | null): string | null {
  if (!field || field.change === "keep") return value;
  return field.change === "clear" ? null : field.value;
}
