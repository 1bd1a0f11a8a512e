import { type FormEvent, useEffect } from "react";
import { Button } from "../../components/Button";
import { useToast } from "../../components/Toast";
import { useStillHere } from "../../components/useStillHere";
import { useSpeech } from "../../i18n/useSpeech";
import {
  type CommandError,
  type CredentialView,
  type ProfileView,
  type ProviderView,
  useProfiles,
} from "../../ipc";
import { testid } from "../../test/testids";
import { type Intent, useMove, usePlace } from "../frame/navigation";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { errorWords, faultWords } from "../trouble/words";
import { BaseUrlField } from "./BaseUrlField";
import { FormHeader } from "./FormHeader";
import { KeyField } from "./KeyField";
import { MoreOptions } from "./MoreOptions";
import { NotProvedNotice } from "./NotProvedNotice";
import { OtherProfile } from "./OtherProfile";
import { OwnAddress } from "./OwnAddress";
import { isOwn } from "./ownEndpoint";
import { RegionChoice } from "./RegionChoice";
import { RemoveEndpoint } from "./RemoveEndpoint";
import { SuggestNotice } from "./SuggestNotice";
import { useKeyEntry } from "./useKeyEntry";
import { useOtherProfile } from "./useOtherProfile";
import { type DetailField, useOwnDetails } from "./useOwnDetails";
import { useSaveCredential } from "./useSaveCredential";

type FormProps = {
  provider: ProviderView;
  providers: readonly ProviderView[];
  stored: CredentialView | null;
  intent: Intent;
  /** Why the entry of an endpoint was not made along with it. */
  unchecked: CommandError | null;
};

/** Adds, replaces or edits one credential. A failure never costs what was typed. */
export function ApiCredentialForm({ provider, providers, stored, intent, unchecked }: FormProps) {
  const speech = useSpeech();
  const { t } = speech;
  const move = useMove();
  const toast = useToast();
  const { profile } = usePlace();
  const { data: profiles } = useProfiles();
  const noneYet = profiles?.every((each) => each.credentials === 0) ?? false;
  const entry = useKeyEntry();
  const { save, busy: sending, failure, fail, forget } = useSaveCredential(profile, unchecked);
  const details = useOwnDetails(provider, stored);
  const { fields, open, setOpen } = details;
  const stillHere = useStillHere(`${profile ?? ""} ${provider.id}`);
  const editing = intent === "edit" && stored !== null;
  const another = intent === "another";
  const other = useOtherProfile(provider, another);
  const mayBeEmpty = provider.keyOptional && !stored?.keySet;

  const busy = other.busy ? "saving" : sending;

  const error = failure?.error ?? null;
  const faulty = failure?.field ? fields[failure.field] : null;
  const faultyKey = error?.kind === "invalidKey" ? error.fault : entry.fault;
  const notProved = error?.kind === "keyNotProved" ? error : null;
  const taken = another && error?.kind === "credentialExists" ? error.profile : null;
  const atField = faulty || notProved || taken || error?.kind === "invalidKey";
  const elsewhere = atField ? null : error;
  const errorAt = (field: DetailField) =>
    error && failure?.field === field
      ? errorWords(speech, error, { provider: provider.name })
      : null;

  const inOptions = faulty !== fields.baseUrl || !provider.needsBaseUrl;
  useEffect(() => {
    if (!faulty) return;
    if (inOptions) setOpen(true);
    requestAnimationFrame(() => faulty.current?.focus());
  }, [faulty, inOptions, setOpen]);

  const onEdit = () => {
    forget();
    details.onEdit();
  };

  const readKey = async () => {
    const reading = await entry.read();
    const none = mayBeEmpty && (reading.fault?.fault === "empty" || reading.key === "");
    return none ? { key: null, fault: null } : reading;
  };

  const submit = async (keepOld: boolean) => {
    if (busy) return;
    forget();
    entry.fail(null);
    const reading = editing ? { key: null, fault: null } : await readKey();
    if (!stillHere()) return;
    if (reading.fault) return entry.fail(reading.fault);
    const typed = details.read();
    const fault = details.faultOf(typed);
    if (fault) return fail(fault, typed);
    const first = noneYet;
    const { key } = reading;
    const { before } = details;
    const late = () => toast(t("form.lateRefusal", { provider: provider.name }), "warning");
    const settled = another ? await other.settle() : null;
    if (settled && "error" in settled) {
      if (!stillHere()) late();
      else if (settled.error) fail(settled.error, typed);
      return;
    }
    const into = settled ? keyOf(settled.into) : profile;
    const refusal = await save(provider.id, stored, { key, before, keepOld, ...typed }, into);
    if (!stillHere()) {
      if (refusal) late();
      return;
    }
    if (refusal) return;
    entry.clear();
    if (into !== profile) move({ to: "profile", profile: into });
    move({ to: "saved", provider: provider.id, first });
  };

  const after = (fault: CommandError) => {
    if (another && other.made) return t("profiles.another.made", { profile: other.made });
    return t(fault === unchecked ? "endpoint.savedUnchecked" : "errors.kept");
  };

  const addAnother = () => {
    forget();
    details.forgetStored();
    move({ to: "form", provider: provider.id, intent: "another" });
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
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void submit(true);
        }}
        className="mx-auto flex max-w-136 flex-col gap-5 px-5 py-5 three:px-8 three:py-7"
      >
        <FormHeader
          provider={provider}
          stored={stored}
          intent={intent}
          host={details.host}
          region={details.regions.find((each) => each.id === details.chosen) ?? null}
          onAnother={addAnother}
        />
        {isOwn(provider) ? <OwnAddress provider={provider} /> : null}
        {editing ? null : (
          <KeyField
            provider={provider}
            region={details.chosen || null}
            entry={entry}
            optional={mayBeEmpty}
            error={faultyKey ? faultWords(speech, faultyKey) : null}
            onEdit={forget}
          />
        )}
        <SuggestNotice
          provider={provider}
          providers={providers}
          suggested={entry.suggested}
          disabled={busy !== null}
          onSwitch={(found) => {
            forget();
            const usual = found.keySet ? "replace" : "add";
            move({ to: "form", provider: found.id, intent: another ? intent : usual });
          }}
        />
        {another ? (
          <OtherProfile other={other} provider={provider} taken={taken} onEdit={forget} />
        ) : null}
        <RegionChoice
          regions={details.regions}
          chosen={details.chosen}
          onChoose={(region) => {
            forget();
            details.setChosen(region);
          }}
        />
        {provider.needsBaseUrl ? (
          <BaseUrlField
            key={`address ${details.before.key}`}
            provider={provider}
            details={details}
            error={errorAt("baseUrl")}
            onEdit={onEdit}
          />
        ) : null}
        <MoreOptions
          key={details.before.key}
          open={open || editing}
          onToggle={editing ? null : () => setOpen(!open)}
          provider={provider}
          stored={stored !== null}
          details={details}
          errorAt={errorAt}
          onEdit={onEdit}
        />
        {notProved ? (
          <NotProvedNotice
            error={notProved}
            provider={provider.name}
            host={details.host}
            busy={busy !== null}
            onStore={() => void submit(false)}
          />
        ) : null}
        {elsewhere ? (
          <ErrorNotice
            error={elsewhere}
            provider={provider.name}
            testid={testid.formError}
            after={after(elsewhere)}
            mayBegin
            onOpened={forget}
          />
        ) : null}
        <div className="flex flex-wrap gap-2">
          <Button
            type="submit"
            look="primary"
            testid={testid.saveKey}
            aria-disabled={busy !== null}
          >
            {busy ? t(`form.${busy}`) : t(intent === "edit" ? "form.saveEdit" : "form.save")}
          </Button>
          <Button look="quiet" testid={testid.cancel} onClick={() => move({ to: "back" })}>
            {t("frame.action.cancel")}
          </Button>
        </div>
        {isOwn(provider) && !stored ? <RemoveEndpoint provider={provider} /> : null}
      </form>
    </section>
  );
}

/** How the window names a profile: the default one not at all. */
const keyOf = ({ name, isDefault }: ProfileView) => (isDefault ? null : name);
