import { useEffect } from "react";
import { Field } from "../../components/Field";
import { TextArea } from "../../components/TextArea";
import { useSpeech } from "../../i18n/useSpeech";
import type { ProviderView } from "../../ipc";
import { testid } from "../../test/testids";
import { BaseUrlField } from "./BaseUrlField";
import { OptionsToggle } from "./OptionsToggle";
import { isOwn } from "./ownEndpoint";
import type { DetailField, OwnDetails } from "./useOwnDetails";

type MoreProps = {
  open: boolean;
  /** Null where the fields are the whole form and always in sight. */
  onToggle: (() => void) | null;
  provider: ProviderView;
  /** Whether there is a key already, and so a day to renew it. */
  stored: boolean;
  details: OwnDetails;
  errorAt: (field: DetailField) => string | null;
  onEdit: () => void;
};

export function MoreOptions(props: MoreProps) {
  const { t } = useSpeech();
  const { open, provider, stored, details, onToggle, errorAt, onEdit } = props;
  const { label } = details.fields;
  const alone = onToggle === null;
  useEffect(() => {
    if (alone) label.current?.focus();
  }, [alone, label]);
  const field = (name: Exclude<DetailField, "note">) => ({
    ref: details.fields[name],
    errorTestid: testid.fieldError,
    error: errorAt(name),
    defaultValue: details.before[name],
    onInput: onEdit,
  });
  return (
    <div className="flex flex-col gap-4">
      {onToggle ? <OptionsToggle open={open} controls="more-options" onToggle={onToggle} /> : null}
      <div id="more-options" hidden={!open} className="flex-col gap-5 not-[[hidden]]:flex">
        <Field
          {...field("label")}
          label={t("form.label")}
          hint={t("form.labelHint")}
          testid={testid.labelInput}
        />
        {provider.hasOrganizations ? (
          <>
            <Field
              {...field("organization")}
              mono
              label={t("form.organization")}
              hint={t("form.organizationHint", { provider: provider.name })}
              testid={testid.organizationInput}
            />
            <Field
              {...field("project")}
              mono
              label={t("form.project")}
              testid={testid.projectInput}
            />
          </>
        ) : null}
        {provider.needsBaseUrl || isOwn(provider) ? null : (
          <BaseUrlField
            provider={provider}
            details={details}
            error={errorAt("baseUrl")}
            onEdit={onEdit}
          />
        )}
        {stored ? (
          <Field
            {...field("renewBy")}
            type="date"
            label={t("form.renewBy")}
            hint={t("form.renewByHint")}
            placeholder={t("form.renewByExample")}
            testid={testid.renewByInput}
          />
        ) : null}
        <TextArea
          ref={details.fields.note}
          rows={4}
          label={t("form.note")}
          hint={t("form.noteHint")}
          testid={testid.noteInput}
          errorTestid={testid.fieldError}
          error={errorAt("note")}
          defaultValue={details.before.note}
          onInput={onEdit}
        />
      </div>
    </div>
  );
}
