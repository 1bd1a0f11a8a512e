import { useEffect, useId, useRef } from "react";
import { Button, IconButton } from "../../components/Button";
import { PencilIcon, TrashIcon } from "../../components/icons";
import { useSpeech } from "../../i18n/useSpeech";
import type { ProfileView } from "../../ipc";
import { testid } from "../../test/testids";
import { ALWAYS } from "../frame/useCurrentProfile";
import { useProfileName } from "../frame/useProfileName";

type RowProps = {
  profile: ProfileView;
  /** Whether the window shows it now. */
  current: boolean;
  busy: boolean;
  onMakeDefault: () => void;
  onRename: () => void;
  onRemove: () => void;
};

export function ProfileRow(props: RowProps) {
  const { profile, current, busy } = props;
  const { t, number } = useSpeech();
  const id = useId();
  const row = useRef<HTMLLIElement>(null);
  const name = useProfileName()(profile.name);
  const fixed = profile.name === ALWAYS;
  const { credentials: count, isDefault } = profile;
  const was = useRef(isDefault);
  useEffect(() => {
    // Its button is gone with that: the focus stays in the row.
    if (isDefault && !was.current && document.activeElement === document.body) row.current?.focus();
    was.current = isDefault;
  }, [isDefault]);
  const facts = [
    count === 0 ? t("profiles.none") : t("profiles.keys", { count, n: number(count) }),
    ...(current ? [t("profiles.current")] : []),
  ];
  return (
    <li
      ref={row}
      tabIndex={-1}
      data-testid={testid.profileRow(profile.name)}
      className="flex flex-wrap items-center gap-x-3 gap-y-1.5 px-3 py-2.5"
    >
      <div className="min-w-0 flex-1 basis-32">
        <p className="flex flex-wrap items-center gap-x-2">
          <span id={id} className="min-w-0 font-medium wrap-anywhere">
            {name}
          </span>
          {isDefault ? (
            <span className="rounded-[0.25rem] bg-accent/12 px-1.5 text-[0.75rem] leading-5 font-medium text-accent">
              {t("profiles.default")}
            </span>
          ) : null}
        </p>
        <p className="figures text-small text-muted">{facts.join(" · ")}</p>
        {fixed ? <p className="text-small text-muted">{t("profiles.fixed")}</p> : null}
      </div>
      <div className="flex items-center gap-1">
        {isDefault ? null : (
          <Button
            id={`${id}-default`}
            testid={testid.profileMakeDefault(profile.name)}
            aria-labelledby={`${id}-default ${id}`}
            aria-disabled={busy}
            onClick={props.onMakeDefault}
          >
            {t("profiles.makeDefault")}
          </Button>
        )}
        {fixed ? null : (
          <>
            <IconButton
              icon={PencilIcon}
              label={t("profiles.rename.action", { name })}
              testid={testid.profileRename(profile.name)}
              onClick={props.onRename}
            />
            <IconButton
              icon={TrashIcon}
              label={t("profiles.remove.action", { name })}
              testid={testid.profileRemove(profile.name)}
              onClick={props.onRemove}
            />
          </>
        )}
      </div>
    </li>
  );
}
