import { Button } from "../../components/Button";
import { SecretField } from "../../components/SecretField";
import { useSpeech } from "../../i18n/useSpeech";
import { testid } from "../../test/testids";
import { errorWords } from "../trouble/words";
import { useOpenWithPassphrase } from "./useOpenWithPassphrase";

/**
 * The passphrase asked for in place. No form of its own, since it also stands inside forms; what
 * holds it may go as soon as the vault is open.
 */
export function PassphraseEntry({
  mayAsk = true,
  onOpened,
}: {
  mayAsk?: boolean;
  onOpened?: () => void;
}) {
  const speech = useSpeech();
  const { t } = speech;
  const { field, open, busy, error, fault, forget } = useOpenWithPassphrase(
    () => onOpened?.(),
    mayAsk,
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hands Enter in the field to the button
    <div
      className="flex max-w-104 items-start gap-2"
      onKeyDown={(event) => {
        if (event.key !== "Enter" || event.target !== field.current) return;
        event.preventDefault();
        open();
      }}
    >
      <div className="min-w-0 flex-1">
        <SecretField
          ref={field}
          label={t("passphrase.field")}
          testid={testid.passphraseInput}
          error={fault ?? (error ? errorWords(speech, error) : null)}
          onEdit={forget}
        />
      </div>
      <Button
        look="primary"
        testid={testid.passphraseOpen}
        aria-disabled={busy}
        className="mt-6.5"
        onClick={open}
      >
        {t(busy ? "passphrase.opening" : "passphrase.open")}
      </Button>
    </div>
  );
}
