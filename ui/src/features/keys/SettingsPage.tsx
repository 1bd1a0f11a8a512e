import { EmptyState } from "../../components/EmptyState";
import { KeyIcon } from "../../components/icons";
import { useLayout } from "../../components/useLayout";
import { useSpeech } from "../../i18n/useSpeech";
import { type CredentialView, type ProviderView, useProviders } from "../../ipc";
import { ApiCredentialForm } from "../add/ApiCredentialForm";
import { ChooseProvider } from "../add/ChooseProvider";
import { EndpointForm } from "../add/EndpointForm";
import { FirstRun } from "../add/FirstRun";
import { usePlace } from "../frame/navigation";
import { useFocusHome } from "../frame/useFocusHome";
import { CredentialDetail } from "./CredentialDetail";
import { ListPane } from "./ListPane";

/** The page that manages credentials: the list of keys, and beside it the one being looked at. */
export function SettingsPage({ credentials }: { credentials: readonly CredentialView[] }) {
  const { profile, selected, panel } = usePlace();
  const { data: providers = [] } = useProviders(profile);
  const layout = useLayout();
  const narrow = layout === "one";
  const empty = credentials.length === 0;

  const chosen = credentials.find((view) => view.provider === selected);
  const view = chosen ?? (narrow ? undefined : credentials[0]);
  useFocusHome(`${panel.kind} ${view?.provider}`);
  const busyElsewhere = panel.kind !== "detail";
  const listShown = !empty && !(narrow && (busyElsewhere || view));
  const detailShown = !narrow || !listShown;

  return (
    <main className="flex min-h-0 min-w-0 flex-1">
      {listShown ? (
        <ListPane
          key={profile ?? ""}
          credentials={credentials}
          selected={highlighted(panel, view)}
        />
      ) : null}
      {detailShown ? (
        <DetailPane credentials={credentials} providers={providers} view={view} narrow={narrow} />
      ) : null}
    </main>
  );
}

function highlighted(
  panel: ReturnType<typeof usePlace>["panel"],
  view: CredentialView | undefined,
): string | null {
  if (panel.kind === "form") return panel.provider;
  return panel.kind === "detail" ? (view?.provider ?? null) : null;
}

function DetailPane({
  credentials,
  providers,
  view,
  narrow,
}: {
  credentials: readonly CredentialView[];
  providers: readonly ProviderView[];
  view: CredentialView | undefined;
  narrow: boolean;
}) {
  const { t } = useSpeech();
  const { panel } = usePlace();
  if (panel.kind === "form") {
    const provider = providers.find((each) => each.id === panel.provider);
    if (!provider) return <div className="flex-1 bg-surface" />;
    return (
      <ApiCredentialForm
        provider={provider}
        providers={providers}
        stored={
          panel.intent === "another"
            ? null
            : (credentials.find((each) => each.provider === panel.provider) ?? null)
        }
        intent={panel.intent}
        unchecked={panel.unchecked ?? null}
      />
    );
  }
  if (panel.kind === "endpoint") return <EndpointForm start={panel.start} providers={providers} />;
  if (credentials.length === 0) return <FirstRun providers={providers} />;
  if (panel.kind === "tiles") return <ChooseProvider providers={providers} />;
  if (!view) {
    return (
      <div className="flex flex-1 items-center bg-surface">
        <EmptyState icon={KeyIcon} title={t("keys.chooseTitle")}>
          {t("keys.choose")}
        </EmptyState>
      </div>
    );
  }
  return <CredentialDetail key={`${view.profile} ${view.provider}`} view={view} narrow={narrow} />;
}
