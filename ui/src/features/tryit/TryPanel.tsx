import { type RefObject, useRef, useState } from "react";
import { Notice } from "../../components/Notice";
import { type Speech, useSpeech } from "../../i18n/useSpeech";
import { type CredentialView, useSettings } from "../../ipc";
import { useLastChosen } from "../frame/lastChosen";
import type { Entry } from "../models/entry";
import { Answer } from "./Answer";
import { ModelPicker } from "./ModelPicker";
import { PromptField } from "./PromptField";
import { SendRow } from "./SendRow";
import { TryFailed } from "./TryFailed";
import type { useTry } from "./useTry";

const MOST_CHARACTERS = 100_000;

export type Draft = { model: string | null; prompt: string };

type PanelProps = {
  view: CredentialView;
  entries: readonly Entry[];
  draft: Draft;
  onDraft: (change: Partial<Draft>) => void;
  trying: ReturnType<typeof useTry>;
  pane: RefObject<HTMLElement | null>;
};

/** A model, a prompt, and what came of it. */
export function TryPanel({ view, entries, draft, onDraft, trying, pane }: PanelProps) {
  const speech = useSpeech();
  const { t } = speech;
  const last = useLastChosen();
  const { data: settings } = useSettings();
  const [error, setError] = useState<string | null>(null);
  const prompt = useRef<HTMLTextAreaElement>(null);
  const send = useRef<HTMLButtonElement>(null);
  const { run, running } = trying;
  const wanted = draft.model ?? last.model(view.provider);
  const chosen = entries.find((each) => each.model.id === wanted) ?? entries[0];
  if (!chosen) return null;
  const told = settings?.tryTold ?? null;

  const onSend = (agreed: boolean) => {
    if (running) return;
    const fault = faultOf(speech, draft.prompt);
    setError(fault);
    if (fault) {
      prompt.current?.focus();
      return;
    }
    last.tried(view.provider, chosen.model.id);
    void trying.send({ model: chosen.model.id, prompt: draft.prompt, agreed });
  };

  return (
    <div className="flex flex-col gap-3.5">
      <ModelPicker entries={entries} chosen={chosen} onChoose={(model) => onDraft({ model })} />
      <PromptField
        ref={prompt}
        value={draft.prompt}
        error={error}
        onChange={(next) => {
          setError(null);
          onDraft({ prompt: next });
        }}
        onSend={() => {
          // The cost is agreed to by the button that names it alone.
          if (told) onSend(false);
          else send.current?.focus();
        }}
      />
      {told === false ? (
        <Notice tone="note">
          {t("tryit.firstTime", { provider: view.name, host: view.host })}
        </Notice>
      ) : null}
      <SendRow
        ref={send}
        provider={view.name}
        told={told}
        running={running ? run : null}
        onSend={() => (told === null ? undefined : onSend(!told))}
        onStop={trying.stop}
      />
      {run ? (
        <Answer
          key={run.number}
          run={run}
          pane={pane}
          failure={
            run.error ? (
              <TryFailed
                error={run.error}
                view={view}
                begun={run.text !== ""}
                onMended={trying.forgive}
              />
            ) : null
          }
        />
      ) : null}
    </div>
  );
}

function faultOf({ t, number }: Speech, prompt: string): string | null {
  if (prompt.trim() === "") return t("errors.kind.invalidPrompt");
  const length = prompt.length > MOST_CHARACTERS ? [...prompt].length : 0;
  return length > MOST_CHARACTERS ? t("tryit.tooLong", { n: number(length) }) : null;
}
