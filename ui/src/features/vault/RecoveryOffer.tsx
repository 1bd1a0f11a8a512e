import { Button } from "../../components/Button";
import { KeyIcon } from "../../components/icons";
import { useSpeech } from "../../i18n/useSpeech";
import { useVaultStatus } from "../../ipc";
import { testid } from "../../test/testids";
import { useMove } from "../frame/navigation";
import { useTask } from "./tasks";

/** Beside the first key that was ever saved: a second way in, now or later. */
export function RecoveryOffer() {
  const { t } = useSpeech();
  const begin = useTask();
  const move = useMove();
  const { data: status } = useVaultStatus();
  if (status?.recovery !== "none" || status.slots.length === 0) return null;
  const byKeyring = status.slots.includes("keyring");
  const backend = status.keyringBackend ?? t("frame.lock.aKeyring");
  return (
    <section
      aria-labelledby="offer-title"
      data-testid={testid.recoveryOffer}
      className="flex animate-appear gap-3 rounded-card border border-line px-4 py-3.5"
    >
      <KeyIcon className="mt-0.5 size-4 text-accent" />
      <div className="min-w-0 flex-1">
        <h3 id="offer-title" className="font-semibold">
          {t("recovery.offer.title")}
        </h3>
        <p className="mt-0.5 text-muted">
          {byKeyring ? t("recovery.offer.body", { backend }) : t("recovery.offer.bodyPassphrase")}
        </p>
        <div className="mt-3 flex flex-wrap gap-2">
          <Button testid={testid.recoveryOfferNow} onClick={() => begin("makeCode")}>
            {t("recovery.offer.now")}
          </Button>
          <Button
            look="quiet"
            testid={testid.recoveryOfferLater}
            onClick={() => move({ to: "declined" })}
          >
            {t("recovery.offer.later")}
          </Button>
        </div>
      </div>
    </section>
  );
}
