import { type FormEvent, useEffect } from "react";
import { Button } from "../../components/Button";
import { useStillHere } from "../../components/useStillHere";
import { useSpeech } from "../../i18n/useSpeech";
import { type CredentialView, type ProviderView, useProfiles } from "../../ipc";
import { testid } from "../../test/testids";
import { type Intent, useMove, usePlace } from "../frame/navigation";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { baseUrlWords, errorWords, faultWords } from "../trouble/words";
import { FormHeader } from "./FormHeader";
import { KeyField } from "./KeyField";
import { MoreOptions } from "./MoreOptions";
import { SuggestNotice } from "./SuggestNotice";
import { useKeyEntry } from "./useKeyEntry";
import { useOwnDetails } from "./useOwnDetails";
import { useSaveCredential } from "./useSaveCredential";

type FormProps = {
  provider: ProviderView;
  providers: readonly ProviderView[];
  stored: CredentialView | null;
  intent: Intent;
};

/** Adds, replaces or edits one credential. A failure never costs what was typed. */
export function ApiCredentialForm({ provider, providers, stored, intent }: FormProps) {
  const speech = useSpeech();
  const { t } = speech;
  const move = useMove();
  const { profile } = usePlace();
  const { data: profiles } = useProfiles();
  const noneYet = profiles?.every((each) => each.credentials === 0) ?? false;
  const entry = useKeyEntry();
  const { save, busy, error, forget } = useSaveCredential(profile);
  const details = useOwnDetails(provider, stored);
  const { baseUrl, label, open, setOpen } = details;
  const stillHere = useStillHere(`${profile ?? ""} ${provider.id}`);
  const editing = intent === "edit" && stored !== null;

  const faultyField =
    error?.kind === "invalidBaseUrl" ? baseUrl : error?.kind === "invalidLabel" ? label : null;
  const faultyKey = error?.kind === "invalidKey" ? error.fault : entry.fault;
  const elsewhere = error && !faultyField && error.kind !== "invalidKey" ? error : null;

  useEffect(() => {
    if (faultyField) {
      setOpen(true);
      requestAnimationFrame(() => faultyField.current?.focus());
    }
  }, [faultyField, setOpen]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    forget();
    entry.fail(null);
    let key: string | null = null;
    if (!editing) {
      const reading = await entry.read();
      if (!stillHere()) return;
      if (reading.fault) return entry.fail(reading.fault);
      key = reading.key;
    }
    const first = noneYet;
    const saved = await save(provider.id, stored, {
      key,
      before: details.before,
      ...details.read(),
    });
    if (!saved || !stillHere()) return;
    entry.clear();
    move({ to: "saved", provider: provider.id, first });
  };

  return (
    <section
      aria-labelledby="form-title"
      className="min-h-0 min-w-0 flex-1 overflow-y-auto bg-surface"
    >
      <form
        noValidate
        autoComplete="off"
        data-testid={testid.form}
        onSubmit={submit}
        className="mx-auto flex max-w-136 flex-col gap-5 px-5 py-5 three:px-8 three:py-7"
      >
        <FormHeader provider={provider} stored={stored} intent={intent} host={details.host} />
        {editing ? null : (
          <KeyField
            provider={provider}
            entry={entry}
            error={faultyKey ? faultWords(speech, faultyKey) : null}
            onEdit={forget}
          />
        )}
        <SuggestNotice
          provider={provider}
          providers={providers}
          suggested={entry.suggested}
          disabled={busy}
          onSwitch={(other) => {
            forget();
            move({ to: "form", provider: other.id, intent: other.keySet ? "replace" : "add" });
          }}
        />
        <MoreOptions
          key={details.before.key}
          open={open || editing}
          onToggle={editing ? null : () => setOpen(!open)}
          provider={provider}
          before={details.before}
          baseUrl={baseUrl}
          label={label}
          baseUrlError={error?.kind === "invalidBaseUrl" ? baseUrlWords(speech, error.fault) : null}
          labelError={error?.kind === "invalidLabel" ? errorWords(speech, error) : null}
          onEdit={() => {
            forget();
            details.onEdit();
          }}
        />
        {elsewhere ? (
          <ErrorNotice
            error={elsewhere}
            provider={provider.name}
            testid={testid.formError}
            after={t("errors.kept")}
            mayBegin
            onOpened={forget}
          />
        ) : null}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary" testid={testid.saveKey} aria-disabled={busy}>
            {busy ? t("form.saving") : t(intent === "edit" ? "form.saveEdit" : "form.save")}
          </Button>
          <Button look="quiet" testid={testid.cancel} onClick={() => move({ to: "back" })}>
            {t("frame.action.cancel")}
          </Button>
        </div>
      </form>
    </section>
  );
}
