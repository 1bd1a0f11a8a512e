import type { ComponentType } from "react";
import {
  ActivityIcon,
  KeyIcon,
  KeystowMark,
  ModelsIcon,
  SlidersIcon,
  VaultIcon,
} from "../../components/icons";
import { useLayout } from "../../components/useLayout";
import { useSpeech } from "../../i18n/useSpeech";
import { useCredentials } from "../../ipc";
import { testid } from "../../test/testids";
import { RecoveryReminder } from "../vault/RecoveryReminder";
import { LockLine } from "./LockLine";
import { type Page, useMove, usePlace } from "./navigation";
import { ProfileSwitcher } from "./ProfileSwitcher";

/**
 * A column beside the panes, or a bar above them where the window is narrow. In a bar that all names
 * do not fit into, the page that is open keeps its own.
 */
export function Sidebar() {
  const { t, number } = useSpeech();
  const { profile } = usePlace();
  const layout = useLayout();
  const { data: credentials } = useCredentials(profile);
  const models = credentials?.reduce((sum, each) => sum + each.models, 0);
  const figure = (count: number | undefined) => (count ? number(count) : "");
  return (
    <header className="flex min-w-0 shrink-0 items-center gap-2 border-line px-3 max-three:h-12 max-three:border-b three:w-56 three:flex-col three:items-stretch three:border-r three:py-4">
      <div className="flex items-center gap-2 three:px-2.5 three:pb-4">
        <KeystowMark className="size-5" />
        <span className="text-[0.9375rem] font-semibold tracking-tight max-two:sr-only">
          {t("frame.app")}
        </span>
      </div>
      <nav aria-label={t("frame.nav.label")} className="flex gap-0.5 max-three:ml-1 three:flex-col">
        <NavItem
          page="keys"
          icon={KeyIcon}
          testid={testid.navKeys}
          label={t("frame.nav.keys")}
          count={figure(credentials?.length)}
        />
        <NavItem
          page="models"
          icon={ModelsIcon}
          testid={testid.navModels}
          label={t("frame.nav.models")}
          count={figure(models)}
        />
        <NavItem
          page="activity"
          icon={ActivityIcon}
          testid={testid.navActivity}
          label={t("frame.nav.activity")}
          count=""
        />
        <NavItem
          page="vault"
          icon={VaultIcon}
          testid={testid.navVault}
          label={t("frame.nav.vault")}
          count=""
        />
        <NavItem
          page="preferences"
          icon={SlidersIcon}
          testid={testid.navPreferences}
          label={t("frame.nav.preferences")}
          count=""
        />
      </nav>
      <div className="min-w-0 flex-1" />
      {layout === "three" ? <RecoveryReminder shape="column" /> : null}
      <ProfileSwitcher />
      <div className="three:mt-1 three:border-t three:border-line three:pt-2">
        <LockLine />
      </div>
    </header>
  );
}

function NavItem({
  page,
  icon: Icon,
  label,
  count,
  testid: id,
}: {
  page: Page;
  icon: ComponentType<{ className?: string }>;
  label: string;
  count: string;
  testid: string;
}) {
  const place = usePlace();
  const move = useMove();
  const here = (place.page === "doctor" ? place.from : place.page) === page;
  return (
    <button
      type="button"
      aria-current={here ? "page" : undefined}
      data-testid={id}
      title={label}
      onClick={() => move({ to: "page", page })}
      className={`flex h-8 items-center gap-2.5 rounded-control border border-transparent px-2 text-left transition-colors three:px-2.5 ${
        here ? "bg-accent/12 font-medium text-ink" : "text-muted hover:bg-ink/6 hover:text-ink"
      }`}
    >
      <Icon className={`size-4 ${here ? "text-accent" : ""}`} />
      <span
        className={`min-w-0 flex-1 truncate ${here ? "max-two:sr-only" : "max-[52rem]:sr-only"}`}
      >
        {label}
      </span>
      <span className="figures text-small text-muted max-three:hidden">{count}</span>
    </button>
  );
}
