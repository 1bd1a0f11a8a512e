import { type ComponentType, useId } from "react";
import { PlusIcon, SearchIcon } from "../../components/icons";
import { StatusMark } from "../../components/StatusMark";
import { useSpeech } from "../../i18n/useSpeech";
import type { ProviderView } from "../../ipc";
import { testid } from "../../test/testids";
import { useMove } from "../frame/navigation";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { LocalServers } from "./LocalServers";
import { addressIn } from "./ownEndpoint";
import { useLocalServers } from "./useLocalServers";

type NotListedProps = {
  /** What was searched for: perhaps an address. */
  query: string;
  providers: readonly ProviderView[];
  onChoose: (provider: ProviderView) => void;
};

/** The ways on for what no tile stands for: an endpoint of the owner's own, and local servers. */
export function NotListed({ query, providers, onChoose }: NotListedProps) {
  const { t } = useSpeech();
  const title = useId();
  const move = useMove();
  const { servers, error, finding, find } = useLocalServers();
  const address = addressIn(query);
  return (
    <section aria-labelledby={title} className="mt-3 flex flex-col gap-3">
      <h3 id={title} className="text-small font-semibold text-muted">
        {t("endpoint.notListed")}
      </h3>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,17rem),1fr))] gap-2">
        <Way
          icon={PlusIcon}
          testid={testid.endpointNew}
          name={t("endpoint.own")}
          hint={t(address ? "endpoint.ownAddress" : "endpoint.ownHint")}
          onClick={() => move({ to: "endpoint", start: address ? { baseUrl: address } : {} })}
        />
        <Way
          icon={finding ? Working : SearchIcon}
          busy={finding}
          testid={testid.localFind}
          name={t("endpoint.find")}
          hint={t(finding ? "endpoint.finding" : "endpoint.findHint")}
          onClick={() => void find()}
        />
      </div>
      {error ? <ErrorNotice error={error} testid={testid.formError} /> : null}
      {servers ? (
        <LocalServers servers={servers} providers={providers} onChoose={onChoose} />
      ) : null}
    </section>
  );
}

const Working = () => <StatusMark tone="checking" className="size-4" />;

type WayProps = {
  icon: ComponentType<{ className?: string }>;
  name: string;
  hint: string;
  testid: string;
  busy?: boolean;
  onClick: () => void;
};

function Way({ icon: Icon, name, hint, testid, busy = false, onClick }: WayProps) {
  return (
    <button
      type="button"
      data-testid={testid}
      aria-disabled={busy || undefined}
      onClick={onClick}
      className="flex min-h-16 min-w-0 items-center gap-3 rounded-card border border-dashed border-control bg-surface px-3 py-2.5 text-left transition-colors hover:border-accent hover:bg-accent/5"
    >
      <span className="inline-flex size-9 shrink-0 items-center justify-center rounded-control bg-ink/5 text-muted">
        <Icon className="size-4" />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block font-medium wrap-anywhere">{name}</span>
        <span className="block text-small text-muted wrap-anywhere">{hint}</span>
      </span>
    </button>
  );
}
