import { LinkButton } from "../../components/Button";
import { RelativeTime } from "../../components/RelativeTime";
import { useSpeech } from "../../i18n/useSpeech";
import type { CredentialView } from "../../ipc";
import { testid } from "../../test/testids";
import { useMove } from "../frame/navigation";

/** When the key was lent last; behind it, to whom. */
export function LastUsed({ view }: { view: Pick<CredentialView, "provider" | "lastUsedAt"> }) {
  const { t } = useSpeech();
  const move = useMove();
  if (!view.lastUsedAt) return t("keys.facts.neverLent");
  return (
    <LinkButton
      testid={testid.lastUsed}
      className="-my-0.75 text-small! font-normal!"
      onClick={() => move({ to: "activity", provider: view.provider })}
    >
      <RelativeTime at={view.lastUsedAt} />
    </LinkButton>
  );
}
