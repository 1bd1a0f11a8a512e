import { LinkButton } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { useSpeech } from "../../i18n/useSpeech";
import type { ProviderView } from "../../ipc";
import { testid } from "../../test/testids";

type SuggestProps = {
  provider: ProviderView;
  providers: readonly ProviderView[];
  suggested: string | null;
  disabled: boolean;
  onSwitch: (provider: ProviderView) => void;
};

/** Says whose key this looks like, and never refuses it. */
export function SuggestNotice({
  provider,
  providers,
  suggested,
  disabled,
  onSwitch,
}: SuggestProps) {
  const { t } = useSpeech();
  const other = providers.find((each) => each.id === suggested);
  if (!other || other.id === provider.id) return null;
  return (
    <Notice
      tone="warning"
      role="status"
      testid={testid.suggestNotice}
      action={
        <LinkButton
          testid={testid.switchProvider}
          disabled={disabled}
          onClick={() => onSwitch(other)}
        >
          {t("form.switchTo", { provider: other.name })}
        </LinkButton>
      }
    >
      {t("form.looksLike", { provider: other.name })}
    </Notice>
  );
}
