import { useState } from "react";
import { Button } from "../../components/Button";
import { copyPlainText } from "../../components/copyPlainText";
import { CheckIcon, CopyIcon } from "../../components/icons";
import { useSpeech } from "../../i18n/useSpeech";
import { testid } from "../../test/testids";

/** The code as it is to be written down: numbered groups, so that each can be asked for. */
export function CodeSheet({ groups }: { groups: readonly string[] }) {
  const { t, number } = useSpeech();
  const [copied, setCopied] = useState<boolean | null>(null);
  return (
    <div className="flex flex-col gap-2.5">
      <ol
        aria-label={t("recovery.make.code")}
        data-testid={testid.recoveryCode}
        className="grid grid-cols-3 gap-px overflow-hidden rounded-card border border-line bg-line two:grid-cols-4"
      >
        {groups.map((group, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a group is known by its place alone
            key={index}
            className="flex items-baseline gap-2 bg-ground px-2.5 py-2"
          >
            <span aria-hidden="true" className="figures w-2.5 text-small text-muted">
              {number(index + 1)}
            </span>
            <span className="sr-only">{t("recovery.make.group", { n: number(index + 1) })}</span>
            <span
              data-testid={testid.recoveryGroup(index + 1)}
              className="selectable font-mono text-[1.125rem] leading-6 font-semibold tracking-wide"
            >
              {group}
            </span>
          </li>
        ))}
        <li aria-hidden="true" className="col-span-2 bg-ground two:col-span-1" />
      </ol>
      <div className="flex items-start gap-3">
        <Button
          icon={copied ? CheckIcon : CopyIcon}
          testid={testid.recoveryCopy}
          onClick={async () => setCopied(await copyPlainText(groups.join("-")))}
        >
          {t(copied ? "frame.action.copied" : "recovery.make.copy")}
        </Button>
        <p role="status" className="min-w-0 flex-1 text-small text-muted">
          {copied === null ? null : t(copied ? "recovery.make.copied" : "recovery.make.copyFailed")}
        </p>
      </div>
    </div>
  );
}
