import type { InputHTMLAttributes } from "react";
import { Field } from "../../components/Field";
import { testid as ids } from "../../test/testids";
import type { EndpointText } from "./endpointFault";
import type { EndpointDraft } from "./useEndpointDraft";

export type TextProps = {
  field: EndpointText;
  endpoint: EndpointDraft;
  error: string | null;
  onEdit: () => void;
};

type FieldProps = TextProps &
  Pick<InputHTMLAttributes<HTMLInputElement>, "inputMode" | "placeholder"> & {
    label: string;
    hint: string;
    testid: string;
  };

export function EndpointTextField({ field, endpoint, onEdit, ...rest }: FieldProps) {
  return (
    <Field
      ref={endpoint.fields[field]}
      mono
      errorTestid={ids.fieldError}
      value={endpoint.draft[field]}
      onChange={(event) => {
        onEdit();
        endpoint.type(field, event.target.value);
      }}
      onBlur={() => endpoint.leave(field)}
      {...rest}
    />
  );
}
