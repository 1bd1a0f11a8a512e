import { IconButton } from "../../components/Button";
import { CopyIcon, EyeIcon, EyeOffIcon, LockIcon } from "../../components/icons";
import { useToast } from "../../components/Toast";
import { useSpeech } from "../../i18n/useSpeech";
import { type CommandError, type CredentialView, commandErrorOf, host } from "../../ipc";
import { testid } from "../../test/testids";
import { REVEAL_SECONDS, useReveal } from "./useReveal";

type KeyLineProps = {
  profile: string | null;
  view: CredentialView;
  onError: (error: CommandError | null) => void;
};

/** The masked hint; the key itself only on demand and for a moment. */
export function KeyLine({ profile, view, onError }: KeyLineProps) {
  const { t } = useSpeech();
  const toast = useToast();
  const { shown, reveal, hide } = useReveal(profile, view.provider, onError);

  const copy = async () => {
    onError(null);
    try {
      const { clearsAfterSeconds } = await host.copyApiKey(profile, view.provider);
      toast(t("keys.copiedToast", { count: clearsAfterSeconds, n: clearsAfterSeconds }));
    } catch (thrown) {
      onError(commandErrorOf(thrown));
    }
  };

  return (
    <div className="min-w-0 flex-1 basis-64">
      <div className="flex min-h-8 min-w-0 items-center rounded-control border border-line bg-ground pl-2.5">
        <LockIcon className="size-3.5 text-muted" />
        <div className="min-w-0 flex-1 px-2 py-1">
          {shown ? (
            <output
              aria-label={t("keys.revealed")}
              data-testid={testid.revealedKey}
              className="selectable block font-mono text-small wrap-anywhere"
            >
              {shown.key}
            </output>
          ) : (
            <MaskedHint view={view} />
          )}
        </div>
        <IconButton
          icon={shown ? EyeOffIcon : EyeIcon}
          label={shown ? t("keys.hide") : t("keys.reveal", { n: REVEAL_SECONDS })}
          testid={testid.revealKey}
          disabled={!view.keySet}
          onClick={shown ? hide : reveal}
        />
        <IconButton
          icon={CopyIcon}
          label={t("keys.copy")}
          testid={testid.copyKey}
          disabled={!view.keySet}
          onClick={copy}
        />
      </div>
      {shown ? (
        <p className="figures mt-1 text-small text-muted">
          {t("keys.revealedFor", { count: shown.left, n: shown.left })}
        </p>
      ) : null}
    </div>
  );
}

function MaskedHint({ view }: { view: CredentialView }) {
  const { t } = useSpeech();
  if (!view.keySet) return <span className="text-small text-muted">{t("keys.row.noKey")}</span>;
  if (!view.hint) {
    return (
      <span className="block truncate text-small text-muted" title={t("keys.hintSealed")}>
        {t("keys.hintSealed")}
      </span>
    );
  }
  return (
    <span
      role="img"
      aria-label={`${t("keys.hint")}: ${view.hint}`}
      data-testid={testid.keyHint}
      className="block truncate font-mono text-small"
    >
      {view.hint}
    </span>
  );
}
