import type { ReactNode } from "react";
import { useSpeech } from "../../i18n/useSpeech";
import { type ProviderView, useEndpoints } from "../../ipc";
import { testid } from "../../test/testids";

/** What is fixed about an endpoint of the owner's own: its keys take no other address. */
export function OwnAddress({ provider }: { provider: ProviderView }) {
  const { t } = useSpeech();
  const { data: endpoints } = useEndpoints();
  const endpoint = endpoints?.find((each) => each.provider === provider.id);
  return (
    <div className="flex flex-col gap-1.5 rounded-control border border-line bg-ground px-3 py-2 text-small">
      <dl data-testid={testid.endpointAddress} className="flex flex-col gap-1.5">
        <Fact name={t("endpoint.baseUrl")}>
          <span className="font-mono">{provider.apiRoot}</span>
        </Fact>
        {endpoint ? (
          <>
            <Fact name={t("endpoint.asked")}>
              <span className="font-mono">{endpoint.modelsUrl}</span>
            </Fact>
            <Fact name={t("endpoint.dialect")}>{t(`endpoint.dialects.${endpoint.dialect}`)}</Fact>
          </>
        ) : null}
      </dl>
      {endpoint?.hasHeaders ? <p className="text-muted">{t("endpoint.headersKept")}</p> : null}
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-muted">{name}</dt>
      <dd className="selectable wrap-anywhere">{children}</dd>
    </div>
  );
}
