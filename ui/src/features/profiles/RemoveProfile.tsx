import { useState } from "react";
import { Button } from "../../components/Button";
import { CheckField } from "../../components/CheckField";
import { PanelDialog } from "../../components/PanelDialog";
import { useToast } from "../../components/Toast";
import { useSpeech } from "../../i18n/useSpeech";
import { useAllCredentials } from "../../ipc";
import { testid } from "../../test/testids";
import { ALWAYS, useCurrentProfile } from "../frame/useCurrentProfile";
import { useProfileName } from "../frame/useProfileName";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { useCommand } from "../vault/useCommand";
import { useProfileChanges } from "./useProfileChanges";

type RemoveProps = {
  name: string;
  onClose: () => void;
  /** The profile is gone, and with it the place where this was begun. */
  onGone: () => void;
};

/** Asks before a profile goes; its keys go with it only where that was chosen as well. */
export function RemoveProfile({ name, onClose, onGone }: RemoveProps) {
  const { t, number } = useSpeech();
  const toast = useToast();
  const nameOf = useProfileName();
  const { profiles } = useCurrentProfile();
  const profile = profiles.find((each) => each.name === name);
  const { remove } = useProfileChanges();
  const { run, busy, error, forget } = useCommand();
  const [withKeys, setWithKeys] = useState(false);
  const [missing, setMissing] = useState(false);
  const count = profile?.credentials ?? 0;
  const figures = { count, n: number(count) };
  const what = useWhatGoes(name, count);

  const submit = () => {
    if (count > 0 && !withKeys) return setMissing(true);
    const done = t("profiles.remove.done", { name });
    void run(
      () => remove(name, count > 0),
      () => {
        toast(done);
        onGone();
      },
      done,
    );
  };
  return (
    <PanelDialog
      title={t("profiles.remove.title", { name })}
      explain={
        <>
          <p>
            {what} {t("profiles.remove.programs")}
          </p>
          {profile?.isDefault ? (
            <p>{t("profiles.remove.wasDefault", { next: nameOf(ALWAYS) })}</p>
          ) : null}
        </>
      }
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button testid={testid.cancel} data-first="" onClick={onClose}>
            {t("frame.action.cancel")}
          </Button>
          <Button
            type="submit"
            look="danger"
            testid={testid.profileRemoveConfirm}
            aria-disabled={busy || (count > 0 && !withKeys)}
          >
            {count > 0 ? t("profiles.remove.doKeys", figures) : t("profiles.remove.do")}
          </Button>
        </>
      }
    >
      {count > 0 ? (
        <CheckField
          label={t("profiles.remove.withKeys", figures)}
          hint={t("profiles.remove.withKeysHint")}
          testid={testid.profileRemoveKeys}
          checked={withKeys}
          onChange={(chosen) => {
            setMissing(false);
            setWithKeys(chosen);
          }}
        />
      ) : null}
      {missing ? (
        <p role="alert" data-testid={testid.fieldError} className="text-small text-invalid">
          {t("profiles.remove.needed")}
        </p>
      ) : null}
      {error ? <ErrorNotice error={error} testid={testid.formError} onOpened={forget} /> : null}
    </PanelDialog>
  );
}

/** How many keys go, and whose, as far as that is known. */
function useWhatGoes(name: string, count: number): string {
  const { t, number, list } = useSpeech();
  const { data: credentials = [] } = useAllCredentials();
  const names = credentials.filter((each) => each.profile === name).map((each) => each.name);
  if (count === 0) return t("profiles.remove.empty");
  const figures = { count, n: number(count) };
  return names.length === count
    ? t("profiles.remove.keys", { ...figures, providers: list(names) })
    : t("profiles.remove.count", figures);
}
