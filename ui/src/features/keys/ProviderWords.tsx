import { useSpeech } from "../../i18n/useSpeech";
import { testid } from "../../test/testids";

/** What a provider said, in its own words. */
export function ProviderWords({ provider, message }: { provider: string; message: string }) {
  const { t } = useSpeech();
  return (
    <p className="my-1 border-l-2 border-ink/20 pl-3 text-small">
      <span className="sr-only">{t("check.says", { provider })}: </span>
      <span data-testid={testid.providerMessage} className="selectable wrap-anywhere">
        {message}
      </span>
    </p>
  );
}
