import { useEffect, useRef } from "react";
import { Row, RowButton } from "../../components/Group";
import { useSpeech } from "../../i18n/useSpeech";
import { type LocalServerView, type ProviderView, useCredentials } from "../../ipc";
import { testid } from "../../test/testids";
import { useMove, usePlace } from "../frame/navigation";
import { asSlug, isOwn } from "./ownEndpoint";

type ServersProps = {
  servers: readonly LocalServerView[];
  providers: readonly ProviderView[];
  onChoose: (provider: ProviderView) => void;
};

/** What answered on this computer, and where each leads; or what was looked at in vain. */
export function LocalServers({ servers, providers, onChoose }: ServersProps) {
  const { t } = useSpeech();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (servers) place.current?.scrollIntoView?.({ block: "nearest" });
  }, [servers]);
  return (
    <div ref={place} className="scroll-mb-6">
      {servers.length === 0 ? (
        <div
          data-testid={testid.localNone}
          className="rounded-card border border-line px-4 py-3 text-small text-muted"
        >
          <p className="font-medium text-ink">{t("endpoint.none")}</p>
          <p>{t("endpoint.noneHint")}</p>
        </div>
      ) : (
        <ul
          aria-label={t("endpoint.servers")}
          className="divide-y divide-line rounded-card border border-line"
        >
          {servers.map((server) => (
            <li key={server.baseUrl}>
              <Server server={server} providers={providers} onChoose={onChoose} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

type ServerProps = Omit<ServersProps, "servers"> & { server: LocalServerView };

function Server({ server, providers, onChoose }: ServerProps) {
  const { t, number } = useSpeech();
  const move = useMove();
  const { name, baseUrl, needsKey, models } = server;
  const { profile } = usePlace();
  const { data: credentials = [] } = useCredentials(profile);
  const known = knownAs(server, providers);
  const stored = credentials.find((view) => view.provider === known?.id);
  const listed = needsKey
    ? t("endpoint.wantsKey")
    : t("keys.row.models", { count: models, n: number(models) });
  const standing = stored?.keySet ? "form.keyStored" : "endpoint.added";
  const action = stored?.keySet ? "endpoint.useReplace" : "endpoint.show";
  const use = () => {
    if (stored && !stored.keySet) return move({ to: "credential", provider: stored.provider });
    if (known) return onChoose(known);
    move({ to: "endpoint", start: { slug: asSlug(name), baseUrl, keyOptional: !needsKey } });
  };
  return (
    <Row
      name={name}
      testid={testid.localServer(baseUrl)}
      lines={[
        <span key="address" className="selectable font-mono">
          {baseUrl}
        </span>,
        stored ? `${listed} · ${t(standing)}` : listed,
      ]}
      actions={
        <RowButton testid={testid.localUse(baseUrl)} onClick={use}>
          {t(stored ? action : "endpoint.use")}
        </RowButton>
      }
    />
  );
}

/** The provider that a server is, or the endpoint that was added for it before. */
function knownAs(
  { provider, baseUrl }: LocalServerView,
  providers: readonly ProviderView[],
): ProviderView | null {
  const fits = (each: ProviderView) =>
    provider ? each.id === provider : isOwn(each) && each.apiRoot === baseUrl;
  return providers.find(fits) ?? null;
}
