import { useQuery } from "@tanstack/react-query";
import { useAnnounce } from "../../components/Announcer";
import { useSpeech } from "../../i18n/useSpeech";
import { commandErrorOf, host } from "../../ipc";

/** The servers on this computer: nobody is asked before the owner wants it, nor again by itself. */
export function useLocalServers() {
  const { t, number } = useSpeech();
  const announce = useAnnounce();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["localServers"],
    queryFn: () => host.findLocalServers(),
    enabled: false,
  });

  const find = async () => {
    if (isFetching) return;
    announce(t("endpoint.finding"));
    const found = await refetch();
    if (!found.data || found.error) return;
    const count = found.data.length;
    announce(count === 0 ? t("endpoint.none") : t("endpoint.found", { count, n: number(count) }));
  };

  return {
    servers: isFetching || error ? null : (data ?? null),
    error: error && !isFetching ? commandErrorOf(error) : null,
    finding: isFetching,
    find,
  };
}
