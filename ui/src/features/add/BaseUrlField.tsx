import { Field } from "../../components/Field";
import { useSpeech } from "../../i18n/useSpeech";
import type { ProviderView } from "../../ipc";
import { testid } from "../../test/testids";
import type { OwnDetails } from "./useOwnDetails";

type BaseUrlProps = {
  provider: ProviderView;
  details: OwnDetails;
  error: string | null;
  onEdit: () => void;
};

/** An address of one's own: for most a way around, for some the only one there is. */
export function BaseUrlField({ provider, details, error, onEdit }: BaseUrlProps) {
  const { t } = useSpeech();
  const needed = provider.needsBaseUrl;
  const root = { root: provider.apiRoot };
  const hint = () => {
    if (needed) return t("form.baseUrlNeededHint", root);
    return provider.regions.length > 0 ? t("form.baseUrlRegionHint") : t("form.baseUrlHint", root);
  };
  return (
    <Field
      ref={details.fields.baseUrl}
      mono
      inputMode="url"
      required={needed}
      label={t(needed ? "form.baseUrlNeeded" : "form.baseUrl")}
      hint={hint()}
      testid={testid.baseUrlInput}
      errorTestid={testid.fieldError}
      error={error}
      defaultValue={details.before.baseUrl}
      onInput={onEdit}
    />
  );
}
