import { useToast } from "../../components/Toast";
import { useSpeech } from "../../i18n/useSpeech";
import { host } from "../../ipc";

type ProviderPage = Parameters<typeof host.openProviderPage>[1];

/** Opens a page of the provider in the browser, and says so where none opens. */
export function useOpenPage(provider: string, region: string | null): (page: ProviderPage) => void {
  const toast = useToast();
  const { t } = useSpeech();
  return (page) => {
    host
      .openProviderPage(provider, page, region)
      .catch(() => toast(t("keys.pageFailed"), "warning"));
  };
}
