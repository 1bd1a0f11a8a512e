import type { ReactNode } from "react";
import { RelativeTime } from "../../components/RelativeTime";
import { useSpeech } from "../../i18n/useSpeech";
import type { CredentialView } from "../../ipc";

/** The small print of a credential, only as far as there is something to say. */
export function Facts({ view }: { view: CredentialView }) {
  const { t } = useSpeech();
  const facts: [string, ReactNode][] = [];
  if (view.baseUrl) {
    facts.push([
      t("keys.facts.address"),
      <span key="address" className="selectable font-mono wrap-anywhere">
        {view.baseUrl}
      </span>,
    ]);
  }
  facts.push([t("keys.facts.added"), <RelativeTime key="added" at={view.createdAt} />]);
  if (view.lastUsedAt) {
    facts.push([t("keys.facts.lastUsed"), <RelativeTime key="used" at={view.lastUsedAt} />]);
  }
  if (view.renewBy) facts.push([t("keys.facts.renewBy"), view.renewBy]);
  if (view.note) {
    facts.push([
      t("keys.note"),
      <span key="note" className="selectable wrap-anywhere">
        {view.note}
      </span>,
    ]);
  }
  return (
    <dl className="figures flex flex-wrap gap-x-6 gap-y-1 text-small">
      {facts.map(([name, value]) => (
        <div key={name} className="flex min-w-0 gap-2">
          <dt className="shrink-0 text-muted">{name}</dt>
          <dd className="min-w-0">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
