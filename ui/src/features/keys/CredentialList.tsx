import { type KeyboardEvent, type Ref, useId, useState } from "react";
import { useSpeech } from "../../i18n/useSpeech";
import type { CredentialView } from "../../ipc";
import { testid } from "../../test/testids";
import { CredentialRow } from "./CredentialRow";

type ListProps = {
  credentials: readonly CredentialView[];
  selected: string | null;
  /** With room for the detail beside it, the selection follows the arrow keys. */
  follow: boolean;
  onSelect: (provider: string) => void;
  ref?: Ref<HTMLDivElement>;
};

export function CredentialList({ credentials, selected, follow, onSelect, ref }: ListProps) {
  const { t } = useSpeech();
  const base = useId();
  const [wanted, setWanted] = useState<string | null>(null);
  const index = (provider: string | null) =>
    credentials.findIndex((each) => each.provider === provider);
  const active = Math.max(0, index(follow ? selected : (wanted ?? selected)));
  const optionId = (provider: string) => `${base}-${provider}`;

  const goTo = (position: number) => {
    const target = credentials[Math.min(credentials.length - 1, Math.max(0, position))];
    if (!target) return;
    setWanted(target.provider);
    if (follow) onSelect(target.provider);
    document.getElementById(optionId(target.provider))?.scrollIntoView?.({ block: "nearest" });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const current = credentials[active];
    switch (event.key) {
      case "ArrowDown":
        goTo(active + 1);
        break;
      case "ArrowUp":
        goTo(active - 1);
        break;
      case "Home":
        goTo(0);
        break;
      case "End":
        goTo(credentials.length - 1);
        break;
      case "Enter":
      case " ":
        if (current) onSelect(current.provider);
        break;
      default:
        if (!typeAhead(event)) return;
    }
    event.preventDefault();
  };

  const typeAhead = (event: KeyboardEvent): boolean => {
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return false;
    const order = [...credentials.slice(active + 1), ...credentials.slice(0, active + 1)];
    const hit = order.find((each) => each.name.toLowerCase().startsWith(event.key.toLowerCase()));
    if (hit) goTo(index(hit.provider));
    return hit !== undefined;
  };

  const activeView = credentials[active];
  return (
    <div
      ref={ref}
      role="listbox"
      tabIndex={0}
      aria-label={t("keys.list")}
      aria-activedescendant={activeView ? optionId(activeView.provider) : undefined}
      data-testid={testid.credentialList}
      onKeyDown={onKeyDown}
      className="group flex min-h-0 flex-1 flex-col gap-0.5 overflow-y-auto px-2 pb-3 focus-visible:outline-none"
    >
      {credentials.map((view, position) => (
        <CredentialRow
          key={view.provider}
          id={optionId(view.provider)}
          view={view}
          selected={view.provider === selected}
          active={position === active}
          onSelect={() => {
            setWanted(view.provider);
            onSelect(view.provider);
          }}
        />
      ))}
    </div>
  );
}
