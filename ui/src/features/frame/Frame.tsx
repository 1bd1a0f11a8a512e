import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";
import { useLayout } from "../../components/useLayout";
import { commandErrorOf, useCredentials, useVaultEvents, useVaultStatus } from "../../ipc";
import { ActivityPage } from "../activity/ActivityPage";
import { DoctorPage } from "../doctor/DoctorPage";
import { SettingsPage } from "../keys/SettingsPage";
import { ModelsPage } from "../models/ModelsPage";
import { PreferencesPage } from "../preferences/PreferencesPage";
import { useSteadyProfile } from "../profiles/useSteadyProfile";
import { troubleOf, troubleOfVault } from "../trouble/states";
import { Trouble } from "../trouble/Trouble";
import { RecoveryReminder } from "../vault/RecoveryReminder";
import { VaultPage } from "../vault/VaultPage";
import { useMove, usePlace } from "./navigation";
import { Sidebar } from "./Sidebar";
import { useAnnounceChecks } from "./useAnnounceChecks";
import { useAppearance } from "./useAppearance";
import { useShortcuts } from "./useShortcuts";

export function Frame() {
  useAppearance();
  useVaultEvents(useAnnounceChecks());
  useFreshOnceOpen();
  useSteadyProfile();
  useShortcuts(useGoBack());
  const layout = useLayout();
  return (
    <div className="flex h-full flex-col three:flex-row">
      <Sidebar />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        {layout === "three" ? null : <RecoveryReminder shape="bar" />}
        <Pages />
      </div>
    </div>
  );
}

function Pages() {
  const { page, profile } = usePlace();
  const { data: status } = useVaultStatus();
  const { data: credentials, error } = useCredentials(profile);
  const trouble = status ? troubleOfVault(status) : null;

  if (page === "preferences") return <PreferencesPage />;
  if (page === "doctor") return <DoctorPage />;
  if (page === "vault" || page === "activity") {
    return (
      <>
        {trouble ? <Trouble state={trouble} status={status} shape="banner" empty /> : null}
        {page === "vault" ? <VaultPage /> : <ActivityPage />}
      </>
    );
  }
  if (!credentials) {
    if (!error) return <main aria-busy="true" className="flex-1 bg-surface" />;
    const kind = trouble ?? troubleOf(commandErrorOf(error).kind);
    return (
      <main className="min-h-0 flex-1 overflow-y-auto bg-surface">
        <Trouble state={kind} status={status} shape="page" />
      </main>
    );
  }
  return (
    <>
      {trouble ? (
        <Trouble state={trouble} status={status} shape="banner" empty={credentials.length === 0} />
      ) : null}
      {page === "models" ? <ModelsPage /> : <SettingsPage credentials={credentials} />}
    </>
  );
}

/** Once the vault has opened in the background or was mended, lists and hints are read again. */
function useFreshOnceOpen(): void {
  const client = useQueryClient();
  const { data: status } = useVaultStatus();
  const now = status ? `${status.state} ${status.open}` : null;
  const before = useRef(now);
  useEffect(() => {
    if (before.current !== null && before.current !== now) {
      for (const name of ["credentials", "models", "providers", "profiles", "conflicts"]) {
        void client.invalidateQueries({ queryKey: [name] });
      }
    }
    before.current = now;
  }, [client, now]);
}

/** Esc: out of a form or a page; with one pane also from the detail to the list. */
function useGoBack(): () => void {
  const move = useMove();
  const { page, panel } = usePlace();
  const narrow = useLayout() === "one";
  const stays = page === "keys" && panel.kind === "detail" && !narrow;
  return useCallback(() => {
    if (!stays) move({ to: "back" });
  }, [move, stays]);
}
