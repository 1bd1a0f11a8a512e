import { Button } from "../../components/Button";
import { Monogram } from "../../components/Monogram";
import { PanelDialog } from "../../components/PanelDialog";
import { useSpeech } from "../../i18n/useSpeech";
import {
  type CredentialView,
  type ImportReportView,
  useCredentials,
  useProviders,
} from "../../ipc";
import { testid } from "../../test/testids";
import { useCurrentProfile } from "../frame/useCurrentProfile";
import { StatusBadge } from "../keys/StatusBadge";
import { isChecking } from "../keys/verdict";
import { Leftovers } from "./Leftovers";

type ReportProps = { profile: string | null; report: ImportReportView; onClose: () => void };

/** What was stored and how its checks go, and which files still hold a copy. */
export function ReportStep({ profile, report, onClose }: ReportProps) {
  const { t, list } = useSpeech();
  const { data: credentials = [] } = useCredentials(profile);
  const { data: providers = [] } = useProviders(profile);
  const { current } = useCurrentProfile();
  const { stored, same, leftovers } = report;
  const nameOf = (id: string) => providers.find((each) => each.id === id)?.name ?? id;
  const names = list([...new Set(same)].map(nameOf));
  const viewOf = (id: string) => credentials.find((each) => each.provider === id);
  const checking = stored.some((id) => !isSettled(viewOf(id)));
  return (
    <PanelDialog
      wide
      title={t(stored.length > 0 ? "imports.report.title" : "imports.report.titleCopies")}
      step="report"
      testid={testid.importDialog}
      onClose={onClose}
      onSubmit={onClose}
      actions={
        <Button type="submit" look="primary" testid={testid.importDone}>
          {t("frame.action.done")}
        </Button>
      }
    >
      {stored.length > 0 ? (
        <section aria-label={t("imports.report.stored")} className="flex flex-col gap-1.5">
          <h3 className="font-medium">{t("imports.report.stored")}</h3>
          <ul
            data-testid={testid.importStored}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
            tabIndex={0}
            className="max-h-44 divide-y divide-line overflow-y-auto rounded-card border border-line"
          >
            {stored.map((id) => (
              <Stored key={id} id={id} name={nameOf(id)} view={viewOf(id)} />
            ))}
          </ul>
          {/* It goes unseen, so that nothing moves when the last check ends. */}
          <p className={`text-small text-muted ${checking ? "" : "invisible"}`}>
            {t("imports.report.storedNote")}
          </p>
        </section>
      ) : null}
      {same.length > 0 ? (
        <p className="wrap-anywhere">{t("imports.report.same", { names })}</p>
      ) : null}
      {leftovers.length > 0 ? (
        <Leftovers profile={current?.isDefault ? null : profile} leftovers={leftovers} />
      ) : null}
    </PanelDialog>
  );
}

type StoredProps = { id: string; name: string; view: CredentialView | undefined };

function Stored({ id, name, view }: StoredProps) {
  return (
    <li className="flex items-center gap-2.5 px-3 py-1.5">
      <Monogram id={id} name={name} size="tiny" />
      <span className="line-clamp-2 min-w-0 flex-1 wrap-anywhere">{name}</span>
      {view ? <StatusBadge view={view} /> : null}
    </li>
  );
}

/** Whether its check has ended. */
function isSettled(view: CredentialView | undefined): boolean {
  return view !== undefined && !isChecking(view) && view.status !== "unchecked";
}
