import { LockIcon } from "../../components/icons";
import { useSpeech } from "../../i18n/useSpeech";
import { useVaultStatus, type VaultStatusView } from "../../ipc";
import { testid } from "../../test/testids";

type LockWord =
  | "ready"
  | "working"
  | "open"
  | "closed"
  | "locked"
  | "silent"
  | "refused"
  | "attention"
  | "none";

/** Nothing but a passphrase was ever meant to open this vault. */
export function opensByPassphrase({ slots }: VaultStatusView): boolean {
  return slots.includes("passphrase") && !slots.includes("keyring");
}

export function lockWord(status: VaultStatusView): LockWord {
  switch (status.state) {
    case "keyringLocked":
      return "locked";
    case "keyringUnavailable":
      return "none";
    case "keyringTimeout":
      return "silent";
    case "keyringDenied":
      return "refused";
    case "passphraseNeeded":
      return "closed";
    case "uninitialised":
    case "ready":
    case "vaultBusy":
      if (opensByPassphrase(status)) return status.open ? "open" : "closed";
      if (status.keyringBackend === null) return "none";
      if (status.keyringLocked === true && !status.open) return "locked";
      return status.open ? "working" : "ready";
    default:
      return "attention";
  }
}

const CALM: readonly LockWord[] = ["ready", "working", "open"];

/** Says at all times which keyring holds the master secret, and how it is. */
export function LockLine() {
  const { t } = useSpeech();
  const { data: status } = useVaultStatus();
  const word = status ? lockWord(status) : null;
  const calm = word === null || CALM.includes(word);
  const title =
    status && opensByPassphrase(status)
      ? t("frame.lock.passphrase")
      : (status?.keyringBackend ?? t("frame.lock.keyring"));
  const line = word ? t(`frame.lock.${word}`) : t("frame.lock.looking");
  return (
    <div
      role="note"
      aria-label={t("frame.lock.label")}
      data-testid={testid.lockLine}
      data-lock={word ?? "looking"}
      title={`${title}: ${line}`}
      className="flex min-w-0 items-center gap-2 px-2 three:px-2.5 three:py-1.5"
    >
      <span
        className={`inline-flex size-5 shrink-0 items-center justify-center rounded-full ${
          calm ? "bg-valid/10 text-valid" : "bg-warning/10 text-warning"
        }`}
      >
        <LockIcon className="size-3" />
      </span>
      <span className="min-w-0 max-three:sr-only">
        <span className="block truncate text-small font-medium">{title}</span>
        <span className={`block truncate text-small ${calm ? "text-muted" : "text-warning"}`}>
          {line}
        </span>
      </span>
    </div>
  );
}
