import { useSpeech } from "../../i18n/useSpeech";
import type { ProviderView } from "../../ipc";
import { testid } from "../../test/testids";

/** The base URL of an endpoint of the owner's own: its keys take no other. */
export function OwnAddress({ provider }: { provider: ProviderView }) {
  const { t } = useSpeech();
  return (
    <dl
      data-testid={testid.endpointAddress}
      className="flex flex-col gap-0.5 rounded-control border border-line bg-ground px-3 py-2 text-small"
    >
      <dt className="text-muted">{t("endpoint.baseUrl")}</dt>
      <dd className="selectable font-mono wrap-anywhere">{provider.apiRoot}</dd>
    </dl>
  );
}
