import { useSpeech } from "../../i18n/useSpeech";
import { testid } from "../../test/testids";

/** The one address that checks will ask, told before anything is sent. */
export function PreviewLine({ url }: { url: string | null }) {
  const { t } = useSpeech();
  return (
    <div
      aria-live="polite"
      data-testid={testid.endpointPreview}
      className="flex min-h-13.5 flex-col justify-center rounded-control border border-line bg-ground px-3 py-2 text-small"
    >
      <p className="text-muted">{t(url ? "endpoint.preview" : "endpoint.previewHint")}</p>
      {url ? <p className="selectable font-mono text-ink wrap-anywhere">{url}</p> : null}
    </div>
  );
}
