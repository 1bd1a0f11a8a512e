import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { FormDialog } from "../../components/Dialogs";
import { Field } from "../../components/Field";
import { ChevronUpDownIcon, PlusIcon, SlidersIcon, UserIcon } from "../../components/icons";
import { Menu, MenuChoice, MenuItem, MenuLine } from "../../components/Menu";
import { useSpeech } from "../../i18n/useSpeech";
import { type CommandError, commandErrorOf, host, query } from "../../ipc";
import { testid } from "../../test/testids";
import { ManageProfiles } from "../profiles/ManageProfiles";
import { errorWords } from "../trouble/words";
import { useMove } from "./navigation";
import { useCurrentProfile } from "./useCurrentProfile";
import { useProfileName } from "./useProfileName";

export function ProfileSwitcher() {
  const { t, number } = useSpeech();
  const { profiles, current, name: here } = useCurrentProfile();
  const move = useMove();
  const name = useProfileName();
  const [asking, setAsking] = useState(false);
  const [managing, setManaging] = useState(false);
  return (
    <>
      <Menu
        side="top"
        align="start"
        trigger={
          <button
            type="button"
            data-testid={testid.profileSwitch}
            aria-label={t("frame.profile.current", { name: name(here) })}
            className="flex h-8 min-w-0 items-center gap-2.5 rounded-control border border-transparent px-2 text-left hover:bg-ink/6 three:w-full three:px-2.5"
          >
            <UserIcon className="size-4 text-muted" />
            <span className="min-w-0 flex-1 truncate max-two:sr-only">{name(here)}</span>
            <ChevronUpDownIcon className="size-4 text-muted max-two:hidden" />
          </button>
        }
      >
        <MenuChoice
          value={current?.name ?? ""}
          onChange={(next) => {
            const chosen = profiles.find((each) => each.name === next);
            move({ to: "profile", profile: chosen && !chosen.isDefault ? chosen.name : null });
          }}
          options={profiles.map((each) => ({
            value: each.name,
            label: name(each.name),
            detail: number(each.credentials),
            testid: testid.profileOption(each.name),
          }))}
        />
        <MenuLine />
        <MenuItem icon={PlusIcon} testid={testid.newProfile} onClick={() => setAsking(true)}>
          {t("frame.profile.new")}
        </MenuItem>
        <MenuItem
          icon={SlidersIcon}
          testid={testid.profilesManage}
          onClick={() => setManaging(true)}
        >
          {t("profiles.manage")}
        </MenuItem>
      </Menu>
      {managing ? <ManageProfiles onClose={() => setManaging(false)} /> : null}
      <NewProfile open={asking} onClose={() => setAsking(false)} />
    </>
  );
}

function NewProfile({ open, onClose }: { open: boolean; onClose: () => void }) {
  const speech = useSpeech();
  const { t } = speech;
  const client = useQueryClient();
  const move = useMove();
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState("");
  const [error, setError] = useState<CommandError | null>(null);
  const [busy, setBusy] = useState(false);
  const close = () => {
    setName("");
    setError(null);
    onClose();
  };
  const create = async () => {
    setBusy(true);
    setError(null);
    try {
      const made = await host.createProfile(name.trim());
      await client.invalidateQueries({ queryKey: query.profiles().queryKey });
      move({ to: "profile", profile: made.name });
      close();
    } catch (thrown) {
      setError(commandErrorOf(thrown));
      input.current?.focus();
    } finally {
      setBusy(false);
    }
  };
  return (
    <FormDialog
      open={open}
      onClose={close}
      title={t("frame.profile.title")}
      explain={t("frame.profile.explain")}
      submit={t("frame.action.create")}
      submitTestid={testid.createProfile}
      busy={busy}
      onSubmit={create}
      focus={input}
    >
      <Field
        ref={input}
        label={t("frame.profile.name")}
        placeholder={t("frame.profile.placeholder")}
        testid={testid.profileName}
        errorTestid={testid.fieldError}
        value={name}
        maxLength={200}
        onChange={(event) => setName(event.target.value)}
        error={error ? errorWords(speech, error) : null}
      />
    </FormDialog>
  );
}
