import { useState } from "react";
import { Button } from "../../components/Button";
import { copyPlainText } from "../../components/copyPlainText";
import { CheckIcon, ChevronDownIcon, CopyIcon } from "../../components/icons";
import { useSpeech } from "../../i18n/useSpeech";
import type { VaultStatusView } from "../../ipc";
import { testid } from "../../test/testids";
import { useMove } from "../frame/navigation";

/** The technical lines, for the owner and for whoever helps them. Nothing secret is among them. */
export function TroubleDetails({
  state,
  status,
  record,
}: {
  state: string;
  status: VaultStatusView | undefined;
  record?: string | undefined;
}) {
  const { t } = useSpeech();
  const move = useMove();
  const [copied, setCopied] = useState(false);
  const unknown = t("trouble.fact.unknown");
  const locked = status?.keyringLocked;
  const facts: [string, string][] = [
    [t("trouble.fact.state"), state],
    ...(record ? [[t("trouble.fact.record"), record] as [string, string]] : []),
    [t("trouble.fact.keyring"), status?.keyringBackend ?? unknown],
    [
      t("trouble.fact.locked"),
      locked == null ? unknown : t(locked ? "trouble.fact.yes" : "trouble.fact.no"),
    ],
    [t("trouble.fact.desktop"), status?.desktop ?? unknown],
    [t("trouble.fact.dataDir"), status?.dataDir ?? unknown],
    [t("trouble.fact.version"), status?.version ?? unknown],
  ];
  const copy = async () => {
    const text = facts.map(([name, value]) => `${name}: ${value}`).join("\n");
    setCopied(await copyPlainText(text));
  };
  return (
    <details className="group w-full" data-testid={testid.troubleDetails}>
      <summary className="inline-flex min-h-6 list-none items-center gap-1 rounded-control text-small font-medium text-muted hover:text-ink">
        <ChevronDownIcon className="size-4 -rotate-90 transition-transform group-open:rotate-0" />
        {t("trouble.details")}
      </summary>
      <div className="mt-2 flex flex-col items-start gap-3 rounded-control border border-line bg-ground p-3">
        <dl className="grid w-full grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-small">
          {facts.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-muted">{name}</dt>
              <dd className="selectable font-mono wrap-anywhere">{value}</dd>
            </div>
          ))}
        </dl>
        <div className="flex flex-wrap gap-2">
          <Button testid={testid.troubleCheck} onClick={() => move({ to: "page", page: "doctor" })}>
            {t("trouble.doctor")}
          </Button>
          <Button icon={copied ? CheckIcon : CopyIcon} onClick={copy}>
            {copied ? t("frame.action.copied") : t("trouble.copyDetails")}
          </Button>
        </div>
      </div>
    </details>
  );
}
