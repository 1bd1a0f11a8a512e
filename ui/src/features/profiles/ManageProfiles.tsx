import { useRef, useState } from "react";
import { useAnnounce } from "../../components/Announcer";
import { Button } from "../../components/Button";
import { PanelDialog } from "../../components/PanelDialog";
import { useSpeech } from "../../i18n/useSpeech";
import { testid } from "../../test/testids";
import { useCurrentProfile } from "../frame/useCurrentProfile";
import { useProfileName } from "../frame/useProfileName";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { useCommand } from "../vault/useCommand";
import { ProfileRow } from "./ProfileRow";
import { RemoveProfile } from "./RemoveProfile";
import { RenameProfile } from "./RenameProfile";
import { useProfileChanges } from "./useProfileChanges";

type Task = { does: "rename" | "remove"; name: string };

/** The profiles of the vault: which there are, what they are called, and which one is the default. */
export function ManageProfiles({ onClose }: { onClose: () => void }) {
  const { t } = useSpeech();
  const announce = useAnnounce();
  const name = useProfileName();
  const { profiles, current } = useCurrentProfile();
  const { makeDefault } = useProfileChanges();
  const { run, busy, error, forget } = useCommand();
  const [task, setTask] = useState<Task | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const done = () => setTask(null);
  const gone = () => {
    done();
    requestAnimationFrame(() => list.current?.focus());
  };
  const choose = (profile: string) => {
    const words = t("profiles.madeDefault", { name: name(profile) });
    void run(
      () => makeDefault(profile),
      () => announce(words),
      words,
    );
  };
  return (
    <PanelDialog
      title={t("profiles.title")}
      explain={t("profiles.explain")}
      testid={testid.profilesDialog}
      onClose={onClose}
      actions={
        <Button testid={testid.profilesClose} onClick={onClose}>
          {t("frame.action.close")}
        </Button>
      }
    >
      {error ? <ErrorNotice error={error} testid={testid.formError} onOpened={forget} /> : null}
      <ul
        ref={list}
        tabIndex={-1}
        aria-label={t("profiles.list")}
        className="divide-y divide-line rounded-card border border-line"
      >
        {profiles.map((each) => (
          <ProfileRow
            key={each.name}
            profile={each}
            current={each.name === current?.name}
            busy={busy}
            onMakeDefault={() => choose(each.name)}
            onRename={() => setTask({ does: "rename", name: each.name })}
            onRemove={() => setTask({ does: "remove", name: each.name })}
          />
        ))}
      </ul>
      {task?.does === "rename" ? <RenameProfile name={task.name} onClose={done} /> : null}
      {task?.does === "remove" ? (
        <RemoveProfile name={task.name} onClose={done} onGone={gone} />
      ) : null}
    </PanelDialog>
  );
}
