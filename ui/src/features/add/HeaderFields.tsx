import { useId, useRef } from "react";
import { Button, IconButton } from "../../components/Button";
import { Field } from "../../components/Field";
import { PlusIcon, TrashIcon } from "../../components/icons";
import { SecretField } from "../../components/SecretField";
import { useSpeech } from "../../i18n/useSpeech";
import type { CommandError } from "../../ipc";
import { testid } from "../../test/testids";
import { errorWords } from "../trouble/words";
import type { HeaderPlace } from "./endpointFault";
import type { HeaderRow, HeaderRows } from "./useHeaderRows";

export type HeaderFault = {
  error: CommandError;
  place: HeaderPlace;
};

export type HeaderFieldsProps = {
  headers: HeaderRows;
  fault: HeaderFault | null;
  onEdit: () => void;
};

/** Headers that a gateway wants beside the key, each a name and a secret. */
export function HeaderFields({ headers, fault, onEdit }: HeaderFieldsProps) {
  const { t } = useSpeech();
  const id = useId();
  const addButton = useRef<HTMLButtonElement>(null);
  const { rows, add, remove } = headers;
  return (
    <fieldset aria-describedby={`${id}-hint`} className="flex min-w-0 flex-col gap-3">
      <legend className="contents font-medium">{t("endpoint.headers")}</legend>
      <p id={`${id}-hint`} className="-mt-1.5 text-small text-muted">
        {t("endpoint.headersHint")}
      </p>
      {rows.map((row, index) => (
        <HeaderRowFields
          key={row.id}
          row={row}
          index={index}
          fault={fault?.place.row.id === row.id ? fault : null}
          onEdit={onEdit}
          onRemove={() => {
            onEdit();
            remove(row.id);
            addButton.current?.focus();
          }}
        />
      ))}
      <Button
        ref={addButton}
        icon={PlusIcon}
        testid={testid.endpointAddHeader}
        className="self-start"
        onClick={add}
      >
        {t(rows.length === 0 ? "endpoint.addHeader" : "endpoint.addAnotherHeader")}
      </Button>
    </fieldset>
  );
}

type RowProps = {
  row: HeaderRow;
  index: number;
  fault: HeaderFault | null;
  onEdit: () => void;
  onRemove: () => void;
};

function HeaderRowFields({ row, index, fault, onEdit, onRemove }: RowProps) {
  const speech = useSpeech();
  const { t, number } = speech;
  const errorIn = (part: "name" | "value") => {
    if (fault?.place.part !== part) return null;
    return fault.place.missing ? t("endpoint.headerNameMissing") : errorWords(speech, fault.error);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group within the fieldset needs no legend in sight
    <div
      role="group"
      aria-label={t("endpoint.header", { n: number(index + 1) })}
      className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-2 gap-y-3 rounded-card border border-line p-3 two:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]"
    >
      <Field
        ref={row.name}
        mono
        label={t("endpoint.headerName")}
        placeholder={t("endpoint.headerNameExample")}
        testid={testid.endpointHeaderName}
        errorTestid={testid.fieldError}
        error={errorIn("name")}
        onInput={onEdit}
      />
      <SecretField
        ref={row.value}
        mono
        label={t("endpoint.headerValue")}
        testid={testid.endpointHeaderValue}
        error={errorIn("value")}
        onEdit={onEdit}
      />
      <IconButton
        icon={TrashIcon}
        label={t("endpoint.removeHeader")}
        testid={testid.endpointRemoveHeader}
        onClick={onRemove}
        className="mt-6.5 max-two:col-start-2 max-two:row-start-1"
      />
    </div>
  );
}
