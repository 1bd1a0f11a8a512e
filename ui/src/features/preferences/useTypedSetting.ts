import { useRef, useState } from "react";
import { useToast } from "../../components/Toast";
import { useAfterPress } from "../../components/useAfterPress";
import { useStillHere } from "../../components/useStillHere";
import { useSpeech } from "../../i18n/useSpeech";
import type { CommandError } from "../../ipc";

type Typed = {
  label: string;
  stored: string;
  /** Which kind of error is about this very text. */
  about: CommandError["kind"];
  /** Whether an empty text is none that could be saved. */
  needed?: boolean;
  /** Whether Enter saves also what is stored already. */
  again?: boolean;
  save: (text: string, wanted: () => boolean) => Promise<CommandError | null>;
};

type Trouble = CommandError | "empty";

/** A text that is saved with Enter or on leaving the field; one that is refused stays as typed. */
export function useTypedSetting({ label, stored, about, needed, again, save }: Typed) {
  const { t } = useSpeech();
  const toast = useToast();
  const stillHere = useStillHere(label);
  const afterPress = useAfterPress();
  const [draft, setDraft] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const tried = useRef<string | null>(null);
  const saving = useRef<string | null>(null);
  const value = draft ?? stored;
  const dirty = draft !== null && (draft !== stored || trouble !== null);

  /** Shown as long as nothing else was typed since. */
  const tell = (text: string, found: Trouble) =>
    afterPress(() => {
      if (tried.current === text) setTrouble(found);
    });
  const send = async (text: string) => {
    saving.current = text;
    const failure = await save(text, () => tried.current === text);
    if (saving.current === text) saving.current = null;
    if (tried.current !== text) return;
    if (!stillHere()) {
      if (failure) toast(t("preferences.notSaved", { name: label }), "warning");
      return;
    }
    if (failure) return tell(text, failure);
    tried.current = null;
    setDraft(null);
  };
  const submit = async (text: string, entered: boolean) => {
    const asStored = text === stored.trim();
    if (asStored && !(entered && (text === "" ? needed : again))) return;
    if (text === saving.current || (!entered && text === tried.current)) return;
    tried.current = text;
    if (text === "" && needed) return tell(text, "empty");
    setTrouble(null);
    await send(text);
  };
  const put = (text: string | null) => {
    setDraft(text);
    setTrouble(null);
    tried.current = null;
  };
  const failure = trouble === "empty" || trouble?.kind === about ? null : trouble;
  return {
    label,
    value,
    dirty,
    /** What is wrong with the text. */
    fault: failure ? null : trouble,
    /** What kept it from being saved, whatever the text. */
    failure,
    isSaving: () => saving.current !== null,
    type: put,
    enter: () => void submit(value.trim(), true),
    leave: () => void submit(value.trim(), false),
    revert: () => put(null),
  };
}

export type TypedSetting = ReturnType<typeof useTypedSetting>;
