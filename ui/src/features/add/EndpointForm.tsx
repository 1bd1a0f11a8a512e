import { type FormEvent, useEffect, useState } from "react";
import { Button } from "../../components/Button";
import { CheckField } from "../../components/CheckField";
import { Segmented } from "../../components/Segmented";
import { useToast } from "../../components/Toast";
import { useStillHere } from "../../components/useStillHere";
import { useSpeech } from "../../i18n/useSpeech";
import { type ProviderView, useProfiles } from "../../ipc";
import { testid } from "../../test/testids";
import { type EndpointStart, useMove, usePlace } from "../frame/navigation";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { errorWords } from "../trouble/words";
import { EndpointHeader } from "./EndpointHeader";
import { EndpointOptions } from "./EndpointOptions";
import { EndpointTextField } from "./EndpointTextField";
import { type EndpointText, faultyText } from "./endpointFault";
import { ownId } from "./ownEndpoint";
import { PreviewLine } from "./PreviewLine";
import { useEndpointDraft } from "./useEndpointDraft";
import { useHeaderRows } from "./useHeaderRows";
import { useSaveEndpoint } from "./useSaveEndpoint";

const DIALECTS = ["openai", "anthropic", "gemini"] as const;
const EXAMPLES = {
  openai: "https://gateway.example.com/v1",
  anthropic: "https://gateway.example.com",
  gemini: "https://gateway.example.com",
};

type FormProps = { start: EndpointStart; providers: readonly ProviderView[] };

/** Adds an endpoint of the owner's own. A failure never costs what was typed. */
export function EndpointForm({ start, providers }: FormProps) {
  const speech = useSpeech();
  const { t } = speech;
  const move = useMove();
  const toast = useToast();
  const { profile } = usePlace();
  const { data: profiles } = useProfiles();
  const noneYet = profiles?.every((each) => each.credentials === 0) ?? false;
  const endpoint = useEndpointDraft(start, providers);
  const headers = useHeaderRows();
  const { save, busy, failure, forget } = useSaveEndpoint(profile);
  const [open, setOpen] = useState(false);
  const stillHere = useStillHere("endpoint");
  const { draft, request, fields, change } = endpoint;

  const place = failure?.place ?? null;
  const faulty =
    typeof place === "string" ? fields[place] : place ? place.row[place.part] : undefined;
  const inOptions = place !== null && place !== "slug" && place !== "baseUrl";
  useEffect(() => {
    if (!faulty) return;
    if (inOptions) setOpen(true);
    requestAnimationFrame(() => faulty.current?.focus());
  }, [faulty, inOptions]);

  useEffect(() => fields.slug.current?.focus(), [fields.slug]);

  const errorAt = (field: EndpointText) => {
    const refused = failure && faultyText(failure.error) === field ? failure.error : null;
    const error = refused ?? endpoint.errorAt(field);
    return error ? errorWords(speech, error) : null;
  };
  const nameHint =
    request.slug && !errorAt("slug")
      ? t("endpoint.nameId", { id: ownId(request.slug) })
      : t("endpoint.nameHint");
  const text = (field: EndpointText) => ({
    field,
    endpoint,
    error: errorAt(field),
    onEdit: forget,
  });

  const submit = async () => {
    if (busy) return;
    const name = request.slug;
    const first = noneYet;
    const saved = await save(request, headers.read());
    if (!stillHere()) {
      if (saved) toast(t("endpoint.saved", { name }));
      else toast(t("endpoint.notSaved", { name }), "warning");
      return;
    }
    if (!saved) return;
    headers.clear();
    const { provider } = saved.endpoint;
    const { view, error } = saved.entry;
    if (view) return move({ to: "saved", provider, first });
    toast(t("endpoint.saved", { name }));
    move({ to: "form", provider, intent: "add", ...(error ? { unchecked: error } : {}) });
  };

  return (
    <section
      aria-labelledby="endpoint-title"
      className="min-h-0 min-w-0 flex-1 overflow-y-auto bg-surface"
    >
      <form
        noValidate
        autoComplete="off"
        data-testid={testid.endpointForm}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void submit();
        }}
        className="mx-auto flex max-w-136 flex-col gap-5 px-5 py-5 three:px-8 three:py-7"
      >
        <EndpointHeader />
        <EndpointTextField
          {...text("slug")}
          label={t("endpoint.name")}
          hint={nameHint}
          placeholder={t("endpoint.nameExample")}
          testid={testid.endpointName}
        />
        <Segmented
          stacked
          label={t("endpoint.dialect")}
          value={draft.dialect}
          onChange={(dialect) => change({ dialect })}
          options={DIALECTS.map((value) => ({
            value,
            label: t(`endpoint.dialects.${value}`),
            testid: testid.endpointDialect(value),
          }))}
        />
        <div className="flex flex-col gap-2.5">
          <EndpointTextField
            {...text("baseUrl")}
            inputMode="url"
            label={t("endpoint.baseUrl")}
            hint={t("endpoint.baseUrlHint", { example: EXAMPLES[draft.dialect] })}
            testid={testid.baseUrlInput}
          />
          <PreviewLine url={endpoint.url} />
        </div>
        <CheckField
          label={t("endpoint.noKey")}
          hint={t("endpoint.noKeyHint")}
          testid={testid.endpointNoKey}
          checked={draft.keyOptional}
          onChange={(keyOptional) => change({ keyOptional })}
        />
        <EndpointOptions
          open={open}
          onToggle={() => setOpen(!open)}
          path={text("modelsPath")}
          headers={headers}
          fault={failure && typeof place === "object" && place ? { ...failure, place } : null}
          onEdit={forget}
        />
        {failure && !place ? (
          <ErrorNotice
            error={failure.error}
            testid={testid.formError}
            after={t("errors.kept")}
            mayBegin
            onOpened={forget}
          />
        ) : null}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" testid={testid.endpointSave} aria-disabled={busy}>
            {busy ? t("form.saving") : t(draft.keyOptional ? "form.save" : "endpoint.save")}
          </Button>
          <Button look="quiet" testid={testid.cancel} onClick={() => move({ to: "back" })}>
            {t("frame.action.cancel")}
          </Button>
        </div>
      </form>
    </section>
  );
}
