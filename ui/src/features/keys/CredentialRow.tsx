import { Monogram } from "../../components/Monogram";
import { RelativeTime } from "../../components/RelativeTime";
import { useSpeech } from "../../i18n/useSpeech";
import type { CredentialView } from "../../ipc";
import { testid } from "../../test/testids";
import { StatusBadge } from "./StatusBadge";

type RowProps = {
  id: string;
  view: CredentialView;
  selected: boolean;
  active: boolean;
  onSelect: () => void;
};

export function CredentialRow({ id, view, selected, active, onSelect }: RowProps) {
  const { t, number } = useSpeech();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox around it handles the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the listbox keeps the focus, by aria-activedescendant
    <div
      id={id}
      role="option"
      aria-selected={selected}
      data-active={active ? "" : undefined}
      data-testid={testid.credential(view.provider)}
      onClick={onSelect}
      className={`flex h-14 shrink-0 items-center gap-3 rounded-card border border-transparent px-2.5 transition-colors ${
        selected ? "bg-accent/12" : "hover:bg-ink/5"
      } group-focus-visible:data-active:border-accent`}
    >
      <Monogram id={view.provider} name={view.name} />
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-3">
          <span className="min-w-0 flex-1 truncate font-medium">
            {view.name}
            {view.label ? <span className="font-normal text-muted"> · {view.label}</span> : null}
          </span>
          <StatusBadge view={view} />
        </span>
        <span className="figures block truncate text-small text-muted">
          {view.keySet || view.models > 0
            ? t("keys.row.models", { count: view.models, n: number(view.models) })
            : t("keys.row.noKey")}
          {view.checkedAt ? (
            <>
              {" · "}
              <RelativeTime at={view.checkedAt} />
            </>
          ) : null}
        </span>
      </span>
    </div>
  );
}
