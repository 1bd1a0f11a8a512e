import { LinkButton } from "../../components/Button";
import { StatusMark } from "../../components/StatusMark";
import { useSpeech } from "../../i18n/useSpeech";
import { useVaultStatus, type VaultStatusView } from "../../ipc";
import { testid } from "../../test/testids";
import { usePlace } from "../frame/navigation";
import { troubleOfVault } from "../trouble/states";
import { useTask } from "./tasks";

/** As long as no confirmed code exists; where something is in the way, that is said first. */
function isDue(status: VaultStatusView): boolean {
  return (
    status.state !== "uninitialised" &&
    status.recovery !== "confirmed" &&
    troubleOfVault(status) === null
  );
}

/** A slim line that stays until there is a confirmed recovery code. */
export function RecoveryReminder({ shape }: { shape: "column" | "bar" }) {
  const { t } = useSpeech();
  const begin = useTask();
  const { offer } = usePlace();
  const { data: status } = useVaultStatus();
  if (!status || !isDue(status) || offer) return null;
  const known = status.recovery === "unconfirmed" ? "unconfirmed" : "none";
  return (
    <div
      role="note"
      aria-label={t("recovery.reminder.label")}
      data-testid={testid.recoveryReminder}
      className={`flex min-w-0 items-start gap-2 text-small ${
        shape === "column"
          ? "px-2.5 pt-1 pb-2"
          : "shrink-0 items-center border-b border-line px-4 py-1.5"
      }`}
    >
      <span className="flex h-4.5 items-center">
        <StatusMark tone="warning" className="size-3" />
      </span>
      <p className="min-w-0 flex-1 text-muted">
        {t(`recovery.reminder.${known}`)}{" "}
        <LinkButton
          testid={testid.recoveryReminderAction}
          className="min-h-0! text-small! underline"
          onClick={() => begin("makeCode")}
        >
          {t(`recovery.reminder.${known}Action`)}
        </LinkButton>
      </p>
    </div>
  );
}
