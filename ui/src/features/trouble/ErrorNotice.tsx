import { LinkButton } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { useSpeech } from "../../i18n/useSpeech";
import { type CommandError, useVaultStatus } from "../../ipc";
import { isMild, troubleOf } from "./states";
import { useOpenVault } from "./useOpenVault";
import { errorWords } from "./words";

type ErrorNoticeProps = {
  error: CommandError;
  provider?: string;
  testid?: string;
  /** Said after the fault, such as that nothing typed was lost. */
  after?: string;
  onReplace?: () => void;
};

/** An error at the place where it happened, with the one thing that may help. */
export function ErrorNotice({ error, provider, testid, after, onReplace }: ErrorNoticeProps) {
  const speech = useSpeech();
  const { data: status } = useVaultStatus();
  const { openVault, busy } = useOpenVault();
  const state = troubleOf(error.kind);
  const words = errorWords(speech, error, {
    ...(provider ? { provider } : {}),
    backend: status?.keyringBackend ?? null,
  });
  const replace = state === "rowCorrupt" ? onReplace : undefined;
  const label = state ? speech.t(`trouble.state.${state}.action`) : null;
  return (
    <Notice
      tone={state && isMild(state) ? "error" : "invalid"}
      role="alert"
      {...(testid ? { testid } : {})}
      action={
        label && (state !== "rowCorrupt" || replace) ? (
          <LinkButton disabled={busy} onClick={replace ?? (() => void openVault())}>
            {busy ? speech.t("trouble.trying") : label}
          </LinkButton>
        ) : null
      }
    >
      {words}
      {after ? <span className="block text-muted">{after}</span> : null}
    </Notice>
  );
}
