import { Monogram } from "../../components/Monogram";
import { useSpeech } from "../../i18n/useSpeech";
import type { PreviewRow } from "../../ipc";
import { testid } from "../../test/testids";
import { useProfileName } from "../frame/useProfileName";

const ORDER = ["new", "differs", "same"] as const satisfies readonly PreviewRow["change"][];

/** The keys of a backup, grouped by what they would change here. */
export function PreviewRows({ rows }: { rows: readonly PreviewRow[] }) {
  const { t, number } = useSpeech();
  const profileName = useProfileName();
  const several = new Set(rows.map((row) => row.profile)).size > 1;
  return (
    <section
      aria-label={t("backup.restore.rows")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard
      tabIndex={0}
      className="max-h-60 overflow-y-auto rounded-card border border-line"
    >
      {ORDER.map((change) => {
        const group = rows.filter((row) => row.change === change);
        if (group.length === 0) return null;
        return (
          <div key={change} data-testid={testid.restoreGroup(change)}>
            <h3 className="sticky top-0 flex items-baseline justify-between gap-3 border-b border-line bg-ground px-3 py-1.5 text-small font-medium text-muted">
              {t(`backup.restore.change.${change}`)}
              <span className="figures">{number(group.length)}</span>
            </h3>
            <ul>
              {group.map((row) => (
                <li
                  key={`${row.profile} ${row.provider}`}
                  className="flex items-center gap-2.5 border-b border-line px-3 py-1.5 last:border-b-0"
                >
                  <Monogram id={row.provider} name={row.name} size="tiny" />
                  <span className="line-clamp-2 min-w-0 flex-1 wrap-anywhere">{row.name}</span>
                  {several ? (
                    <span className="max-w-28 truncate two:max-w-40 text-small text-muted">
                      {t("backup.restore.inProfile", { profile: profileName(row.profile) })}
                    </span>
                  ) : null}
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </section>
  );
}
