import { ChevronDownIcon } from "../../components/icons";
import { useSpeech } from "../../i18n/useSpeech";
import { testid } from "../../test/testids";

type ToggleProps = { open: boolean; controls: string; onToggle: () => void };

export function OptionsToggle({ open, controls, onToggle }: ToggleProps) {
  const { t } = useSpeech();
  return (
    <button
      type="button"
      aria-expanded={open}
      aria-controls={controls}
      data-testid={testid.moreOptions}
      onClick={onToggle}
      className="inline-flex min-h-6 items-center gap-1.5 self-start rounded-control font-medium text-muted hover:text-ink"
    >
      <ChevronDownIcon className={`size-4 transition-transform ${open ? "" : "-rotate-90"}`} />
      {t("form.moreOptions")}
    </button>
  );
}
