import { useEffect, useRef } from "react";
import { LinkButton } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { useSpeech } from "../../i18n/useSpeech";
import { type CommandError, useVaultStatus } from "../../ipc";
import { testid as ids } from "../../test/testids";
import { PassphraseEntry } from "../vault/PassphraseEntry";
import { useTask } from "../vault/tasks";
import { isKeyringTrouble, isMild, troubleOf, troubleOfVault } from "./states";
import { useOpenVault } from "./useOpenVault";
import { errorWords } from "./words";

type ErrorNoticeProps = {
  error: CommandError;
  provider?: string;
  /** Whom the error is about, where the place does not say so. */
  about?: string;
  testid?: string;
  /** Said after the fault, such as that nothing typed was lost. */
  after?: string;
  onReplace?: () => void;
  /** Nothing that could be lost is open above: a dialog may be begun from here. */
  mayBegin?: boolean;
  /** The vault opens now, here or elsewhere: the error is to be forgotten. */
  onOpened?: () => void;
};

/** An error at the place where it happened, with the one thing that may help. */
export function ErrorNotice(props: ErrorNoticeProps) {
  const { error, about, testid, after, onReplace, onOpened } = props;
  const speech = useSpeech();
  const { t } = speech;
  const begin = useTask();
  const { data: status } = useVaultStatus();
  const { openVault, busy, inVain, failure } = useOpenVault();
  const state = troubleOf(error.kind);
  const mended = state !== "rowCorrupt" && state !== null ? onOpened : undefined;
  useOnceMended(status ? troubleOfVault(status) : null, mended);

  const say = (fault: CommandError) =>
    errorWords(speech, fault, {
      ...(props.provider ? { provider: props.provider } : {}),
      backend: status?.keyringBackend ?? null,
      fresh: status?.state === "uninitialised",
    });
  const vain = failure && failure.kind !== error.kind ? say(failure) : t("trouble.stillSo");
  const replace = state === "rowCorrupt" ? onReplace : undefined;
  const asks = state === "passphraseNeeded";
  const label = state && !asks ? t(`trouble.state.${state}.action`) : null;
  const canInit = props.mayBegin && status?.state === "uninitialised" && isKeyringTrouble(state);
  const unlock = async () => {
    if (await openVault()) mended?.();
  };
  return (
    <Notice
      tone={state && isMild(state) ? "error" : "invalid"}
      role="alert"
      {...(testid ? { testid } : {})}
      action={
        label && (state !== "rowCorrupt" || replace) ? (
          <LinkButton
            aria-disabled={busy}
            onClick={() => {
              if (replace) replace();
              else if (!busy) void unlock();
            }}
          >
            {busy ? t("trouble.trying") : label}
          </LinkButton>
        ) : null
      }
    >
      {about ? t("check.announce", { provider: about, what: say(error) }) : say(error)}
      {after ? <span className="block text-muted">{after}</span> : null}
      {inVain ? <span className="block font-medium">{vain}</span> : null}
      {canInit ? (
        <LinkButton
          testid={ids.troubleInitPassphrase}
          className="mt-1"
          onClick={() => begin("initPassphrase")}
        >
          {t("trouble.way.initPassphrase")}
        </LinkButton>
      ) : null}
      {asks ? (
        <div className="mt-3">
          <PassphraseEntry mayAsk={false} {...(mended ? { onOpened: mended } : {})} />
        </div>
      ) : null}
    </Notice>
  );
}

function useOnceMended(trouble: string | null, onMended: (() => void) | undefined): void {
  const before = useRef(trouble);
  useEffect(() => {
    if (before.current !== null && trouble === null) onMended?.();
    before.current = trouble;
  }, [trouble, onMended]);
}
