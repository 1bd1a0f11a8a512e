import { type RefObject, useEffect } from "react";
import { Field } from "../../components/Field";
import { ChevronDownIcon } from "../../components/icons";
import { useSpeech } from "../../i18n/useSpeech";
import type { ProviderView } from "../../ipc";
import { testid } from "../../test/testids";
import type { Details } from "./useOwnDetails";

type MoreProps = {
  open: boolean;
  /** Null where the fields are the whole form and always in sight. */
  onToggle: (() => void) | null;
  provider: ProviderView;
  /** What the fields begin with. */
  before: Details;
  baseUrl: RefObject<HTMLInputElement | null>;
  label: RefObject<HTMLInputElement | null>;
  baseUrlError: string | null;
  labelError: string | null;
  onEdit: () => void;
};

export function MoreOptions(props: MoreProps) {
  const { t } = useSpeech();
  const { open, provider, before, onToggle, label } = props;
  const alone = onToggle === null;
  useEffect(() => {
    if (alone) label.current?.focus();
  }, [alone, label]);
  return (
    <div className="flex flex-col gap-4">
      {onToggle ? (
        <button
          type="button"
          aria-expanded={open}
          aria-controls="more-options"
          data-testid={testid.moreOptions}
          onClick={onToggle}
          className="inline-flex min-h-6 items-center gap-1.5 self-start rounded-control font-medium text-muted hover:text-ink"
        >
          <ChevronDownIcon className={`size-4 transition-transform ${open ? "" : "-rotate-90"}`} />
          {t("form.moreOptions")}
        </button>
      ) : null}
      <div id="more-options" hidden={!open} className="flex-col gap-5 not-[[hidden]]:flex">
        <Field
          ref={label}
          label={t("form.label")}
          hint={t("form.labelHint")}
          testid={testid.labelInput}
          errorTestid={testid.fieldError}
          error={props.labelError}
          defaultValue={before.label}
          onInput={props.onEdit}
        />
        <Field
          ref={props.baseUrl}
          mono
          inputMode="url"
          label={t("form.baseUrl")}
          hint={t("form.baseUrlHint", { root: provider.apiRoot })}
          testid={testid.baseUrlInput}
          errorTestid={testid.fieldError}
          error={props.baseUrlError}
          defaultValue={before.baseUrl}
          onInput={props.onEdit}
        />
      </div>
    </div>
  );
}
