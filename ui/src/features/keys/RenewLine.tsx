import { StatusMark } from "../../components/StatusMark";
import { useNow } from "../../components/useNow";
import { daysUntil } from "../../i18n/format";
import { useSpeech } from "../../i18n/useSpeech";
import type { CredentialView } from "../../ipc";
import { testid } from "../../test/testids";

const SOON_DAYS = 14;

type LineProps = { view: Pick<CredentialView, "name" | "renewTold">; renewBy: string };

/** A quiet word once the key's last day, set by the owner or told by the provider, is near or gone by. */
export function RenewLine({ view, renewBy }: LineProps) {
  const { t, day, inDays } = useSpeech();
  const days = daysUntil(renewBy, useNow());
  if (days === null || days > SOON_DAYS) return null;
  const names = { date: day(renewBy), provider: view.name };
  const [soon, past] = view.renewTold
    ? (["toldSoon", "toldPast"] as const)
    : (["soon", "past"] as const);
  return (
    <p data-testid={testid.renewLine} className="flex items-start gap-2 text-small">
      <StatusMark tone="warning" className="mt-0.75 size-3" />
      <span className="min-w-0">
        {days < 0
          ? t(`keys.renew.${past}`, names)
          : t(`keys.renew.${soon}`, { ...names, when: inDays(days) })}
      </span>
    </p>
  );
}
