import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useToast } from "../../components/Toast";
import { useStillHere } from "../../components/useStillHere";
import { useSpeech } from "../../i18n/useSpeech";
import {
  type CommandError,
  commandErrorOf,
  host,
  query,
  type SettingsView,
  useSettings,
} from "../../ipc";

type Patch = Partial<SettingsView>;

/** The settings. A choice is in sight at once, and gone again where saving fails. */
export function usePreferences() {
  const { t } = useSpeech();
  const client = useQueryClient();
  const toast = useToast();
  const stillHere = useStillHere("preferences");
  const { data, error: readError } = useSettings();
  const [chosen, setChosen] = useState<readonly Patch[]>([]);
  const [error, setError] = useState<CommandError | null>(null);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const { queryKey } = query.settings();

  /** One after the other, each with what the others have stored by then: the last one wins. */
  const inTurn = (send: (known: SettingsView) => Promise<SettingsView> | null) => {
    const turn = queue.current.then(async (): Promise<CommandError | null> => {
      const known = client.getQueryData(queryKey);
      try {
        const answer = known && (await send(known));
        if (answer) client.setQueryData(queryKey, answer);
        return null;
      } catch (thrown) {
        return commandErrorOf(thrown);
      }
    });
    queue.current = turn;
    return turn;
  };
  /** Sends nothing where it is not wanted any more once its turn has come. */
  const save = (patch: Patch, wanted: () => boolean = () => true) =>
    inTurn((known) => (wanted() ? host.updateSettings({ ...known, ...patch }) : null));
  const chooseCaFile = (path: string, wanted: () => boolean) =>
    inTurn(() => (wanted() ? host.chooseCaFile(path) : null));

  const change = async (patch: Patch) => {
    setError(null);
    setChosen((before) => [...before, patch]);
    const failure = await save(patch);
    setChosen((before) => before.filter((each) => each !== patch));
    if (!failure) return;
    if (stillHere()) setError(failure);
    else toast(t("preferences.choiceNotSaved"), "warning");
  };
  return {
    settings: data && (Object.assign({}, data, ...chosen) as SettingsView),
    error: error ?? (readError ? commandErrorOf(readError) : null),
    change,
    save,
    chooseCaFile,
    forget: () => setError(null),
  };
}

export type Preferences = ReturnType<typeof usePreferences>;
