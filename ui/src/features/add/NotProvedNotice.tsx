import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import type { Tone } from "../../components/StatusMark";
import { type Speech, useSpeech } from "../../i18n/useSpeech";
import type { CommandError, Verdict } from "../../ipc";
import { testid } from "../../test/testids";
import { ProviderWords } from "../keys/ProviderWords";
import { verdictHeadline } from "../keys/verdict";
import { errorWords } from "../trouble/words";

export type NotProved = Extract<CommandError, { kind: "keyNotProved" }>;

type NotProvedProps = {
  error: NotProved;
  provider: string;
  /** Whom the new key was sent to; unknown where the provider has several. */
  host: string | null;
  busy: boolean;
  onStore: () => void;
};

/** The new key did not prove to work: what its check found, what stays, and the way on. */
export function NotProvedNotice({ error, provider, host, busy, onStore }: NotProvedProps) {
  const speech = useSpeech();
  const { t } = speech;
  const what = found(speech, error.verdict, { provider, host: host ?? provider });
  return (
    <Notice tone={toneOf(error.verdict)} role="alert" testid={testid.notProved}>
      <p className="font-medium">{t("form.newKey", { what })}</p>
      {error.message ? <ProviderWords provider={provider} message={error.message} /> : null}
      <p className="text-small text-muted">
        {errorWords(speech, error)} {t("errors.kept")}
      </p>
      <Button
        testid={testid.storeAnyway}
        className="mt-2.5 mb-1"
        aria-disabled={busy}
        onClick={onStore}
      >
        {t("form.storeAnyway")}
      </Button>
    </Notice>
  );
}

/** Nothing was stored here, which the usual headline of an unverifiable key begins with. */
function found(
  speech: Speech,
  verdict: Verdict,
  names: { provider: string; host: string },
): string {
  return verdict === "unverifiable"
    ? speech.t("form.newKeyUnverifiable")
    : verdictHeadline(speech, verdict, names);
}

function toneOf(verdict: Verdict): Tone {
  if (verdict === "rejected") return "invalid";
  return verdict === "unverifiable" ? "unverified" : "error";
}
