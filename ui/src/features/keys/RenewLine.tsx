import { StatusMark } from "../../components/StatusMark";
import { useNow } from "../../components/useNow";
import { daysUntil } from "../../i18n/format";
import { useSpeech } from "../../i18n/useSpeech";
import { testid } from "../../test/testids";

const SOON_DAYS = 14;

/** A quiet word once the day the owner set for a new key is near or gone by. */
export function RenewLine({ renewBy }: { renewBy: string }) {
  const { t, day, inDays } = useSpeech();
  const days = daysUntil(renewBy, useNow());
  if (days === null || days > SOON_DAYS) return null;
  const date = day(renewBy);
  return (
    <p data-testid={testid.renewLine} className="flex items-start gap-2 text-small">
      <StatusMark tone="warning" className="mt-0.75 size-3" />
      <span className="min-w-0">
        {days < 0
          ? t("keys.renew.past", { date })
          : t("keys.renew.soon", { date, when: inDays(days) })}
      </span>
    </p>
  );
}
