import { type RefObject, useId, useMemo, useState } from "react";
import { ChevronDownIcon } from "../../components/icons";
import { useSpeech } from "../../i18n/useSpeech";
import { type CredentialView, useModels, useProviders } from "../../ipc";
import { testid } from "../../test/testids";
import { entriesOf } from "../models/entry";
import { triable } from "./models";
import { type Draft, TryPanel } from "./TryPanel";
import { useTry } from "./useTry";

type SectionProps = {
  profile: string | null;
  view: CredentialView;
  pane: RefObject<HTMLElement | null>;
};

/** One prompt to one of the key's models, folded away until somebody wants to. */
export function TrySection({ profile, view, pane }: SectionProps) {
  const { t } = useSpeech();
  const id = useId();
  const { data: providers } = useProviders(profile);
  const { data: list } = useModels(profile, view.provider);
  const entries = useMemo(() => triable(entriesOf(list?.models ?? [], 0)), [list]);
  const trying = useTry(profile, view.provider);
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState<Draft>({ model: null, prompt: "" });
  const canTry = providers?.find((each) => each.id === view.provider)?.canTry ?? false;
  if (!canTry || entries.length === 0) return null;
  const toggle = () => {
    if (open) trying.stop();
    setOpen(!open);
  };
  return (
    <section
      aria-labelledby={`${id}-title`}
      data-testid={testid.trySection}
      className="flex flex-col gap-3 border-t border-line pt-4"
    >
      <div className="flex flex-wrap items-center gap-x-3">
        <h3 id={`${id}-title`}>
          <button
            type="button"
            aria-expanded={open}
            aria-controls={open ? `${id}-panel` : undefined}
            data-testid={testid.tryToggle}
            onClick={toggle}
            className="-ml-1 inline-flex min-h-6 items-center gap-1 rounded-control pr-1 font-semibold"
          >
            <ChevronDownIcon
              className={`size-4 text-muted transition-transform ${open ? "" : "-rotate-90"}`}
            />
            {t("tryit.title")}
          </button>
        </h3>
        {open ? null : <p className="text-small text-muted">{t("tryit.hint")}</p>}
      </div>
      {open ? (
        <div id={`${id}-panel`}>
          <TryPanel
            view={view}
            entries={entries}
            draft={draft}
            onDraft={(change) => setDraft((before) => ({ ...before, ...change }))}
            trying={trying}
            pane={pane}
          />
        </div>
      ) : null}
    </section>
  );
}
