import { SecretField } from "../../components/SecretField";
import { useSpeech } from "../../i18n/useSpeech";
import { testid } from "../../test/testids";
import type { useNewPassphrase } from "./useNewPassphrase";

type NewProps = {
  entry: ReturnType<typeof useNewPassphrase>;
  label?: string;
  first?: boolean;
};

export function NewPassphrase({ entry, label, first = false }: NewProps) {
  const { t } = useSpeech();
  return (
    <>
      <SecretField
        ref={entry.first}
        first={first}
        label={label ?? t("passphrase.field")}
        hint={t("passphrase.hint")}
        testid={testid.passphraseNew}
        error={entry.fault ? t(`errors.passphrase.${entry.fault}`) : null}
        onEdit={entry.edit}
      />
      <SecretField
        ref={entry.second}
        label={t("passphrase.again")}
        testid={testid.passphraseAgain}
        error={entry.differ ? t("passphrase.differ") : null}
        onEdit={entry.edit}
      />
    </>
  );
}
