import { Field } from "../../components/Field";
import { Notice } from "../../components/Notice";
import { RadioPills } from "../../components/RadioPills";
import { useSpeech } from "../../i18n/useSpeech";
import type { ProviderView } from "../../ipc";
import { testid } from "../../test/testids";
import { useProfileName } from "../frame/useProfileName";
import { errorWords } from "../trouble/words";
import { NEW, type OtherProfileChoice } from "./useOtherProfile";

type OtherProps = {
  other: OtherProfileChoice;
  provider: ProviderView;
  /** The profile that got a key of the provider before this one came. */
  taken: string | null;
  onEdit: () => void;
};

/** Which profile one more key goes into: those that have none of the provider, or a new one. */
export function OtherProfile({ other, provider, taken, onEdit }: OtherProps) {
  const speech = useSpeech();
  const { t } = speech;
  const nameOf = useProfileName();
  const { free, choice, fault } = other;
  return (
    <div className="flex flex-col gap-4">
      {free.length > 0 ? (
        <RadioPills
          label={t("profiles.another.profile")}
          hint={t("profiles.another.hint")}
          value={choice}
          onChange={(next) => {
            onEdit();
            other.choose(next);
          }}
          options={[
            ...free.map(({ name }) => ({
              value: name,
              label: nameOf(name),
              testid: testid.profileChoice(name),
            })),
            { value: NEW, label: t("profiles.another.new"), testid: testid.profileChoiceNew },
          ]}
        />
      ) : null}
      {choice === NEW ? (
        <Field
          ref={other.input}
          label={t("profiles.another.name")}
          hint={fault ? null : t("profiles.another.nameHint")}
          placeholder={t("frame.profile.placeholder")}
          testid={testid.profileChoiceName}
          errorTestid={testid.fieldError}
          value={other.name}
          maxLength={200}
          onChange={(event) => {
            onEdit();
            other.type(event.target.value);
          }}
          error={
            fault === "empty" ? t("profiles.another.empty") : fault && errorWords(speech, fault)
          }
        />
      ) : null}
      {taken === null ? null : (
        <Notice tone="invalid" role="alert" testid={testid.profileTaken}>
          {t("profiles.another.taken", { profile: nameOf(taken), provider: provider.name })}
        </Notice>
      )}
    </div>
  );
}
