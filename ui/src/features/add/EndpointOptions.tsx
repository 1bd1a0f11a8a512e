import { useSpeech } from "../../i18n/useSpeech";
import { testid } from "../../test/testids";
import { EndpointTextField, type TextProps } from "./EndpointTextField";
import { HeaderFields, type HeaderFieldsProps } from "./HeaderFields";
import { OptionsToggle } from "./OptionsToggle";

type OptionsProps = HeaderFieldsProps & {
  open: boolean;
  onToggle: () => void;
  path: TextProps;
};

export function EndpointOptions({ open, onToggle, path, ...headers }: OptionsProps) {
  const { t } = useSpeech();
  return (
    <div className="flex flex-col gap-4">
      <OptionsToggle open={open} controls="endpoint-options" onToggle={onToggle} />
      <div id="endpoint-options" hidden={!open} className="flex-col gap-5 not-[[hidden]]:flex">
        <EndpointTextField
          {...path}
          label={t("endpoint.modelsPath")}
          hint={t("endpoint.modelsPathHint")}
          placeholder={t("endpoint.modelsPathExample")}
          testid={testid.endpointModelsPath}
        />
        <HeaderFields {...headers} />
      </div>
    </div>
  );
}
