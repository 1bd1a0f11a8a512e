import type { Ref } from "react";
import { Button, IconButton } from "../../components/Button";
import {
  ArrowLeftIcon,
  BookIcon,
  ExternalIcon,
  KeyIcon,
  MoreIcon,
  PencilIcon,
  PlusIcon,
  SearchIcon,
  TrashIcon,
} from "../../components/icons";
import { Menu, MenuItem, MenuLine } from "../../components/Menu";
import { Monogram } from "../../components/Monogram";
import { useSpeech } from "../../i18n/useSpeech";
import type { CommandError, CredentialView } from "../../ipc";
import { testid } from "../../test/testids";
import { isOwn } from "../add/ownEndpoint";
import { useMove } from "../frame/navigation";
import { KeyLine } from "./KeyLine";
import { useOpenPage } from "./useOpenPage";

type HeaderProps = {
  profile: string | null;
  view: CredentialView;
  narrow: boolean;
  titleId: string;
  onDelete: () => void;
  /** Looks everywhere for other keys of this provider. */
  onLook: () => void;
  onError: (error: CommandError | null) => void;
  ref?: Ref<HTMLHeadingElement>;
};

export function DetailHeader(props: HeaderProps) {
  const { t } = useSpeech();
  const move = useMove();
  const { view } = props;
  const subtitle = subtitleOf(view);
  const replace = () => move({ to: "form", provider: view.provider, intent: "replace" });
  return (
    <div className="flex flex-col gap-4">
      <div className="flex items-center gap-3.5">
        {props.narrow ? (
          <IconButton
            icon={ArrowLeftIcon}
            label={t("frame.action.back")}
            testid={testid.back}
            onClick={() => move({ to: "back" })}
            className="-mx-2"
          />
        ) : null}
        <Monogram id={view.provider} name={view.name} size="head" />
        <div className="min-w-0 flex-1">
          <h2
            ref={props.ref}
            id={props.titleId}
            tabIndex={-1}
            data-home=""
            className="line-clamp-2 text-title font-semibold wrap-anywhere"
          >
            {view.name}
          </h2>
          {subtitle ? (
            <p
              className="truncate text-small text-muted"
              title={subtitle}
              data-testid={testid.subtitle}
            >
              {subtitle}
            </p>
          ) : null}
        </div>
      </div>
      <div className="flex flex-wrap items-start gap-2">
        <KeyLine
          key={`${view.profile} ${view.provider}`}
          profile={props.profile}
          view={view}
          onError={props.onError}
        />
        <div className="flex gap-1">
          <Button
            look={view.status === "invalid" && !view.checking ? "primary" : "secondary"}
            icon={KeyIcon}
            testid={testid.replaceKey}
            onClick={replace}
          >
            {t("keys.replace")}
          </Button>
          <MoreMenu {...props} />
        </div>
      </div>
    </div>
  );
}

/** The owner's word for it, or whom it speaks to where that is not the provider itself. */
function subtitleOf({ label, baseUrl, host }: CredentialView): string | null {
  if (label && label !== baseUrl) return label;
  return baseUrl ? host : null;
}

function MoreMenu({ view, onDelete, onLook }: HeaderProps) {
  const { t } = useSpeech();
  const move = useMove();
  const open = useOpenPage(view.provider, view.region);
  return (
    <Menu
      trigger={
        <IconButton icon={MoreIcon} label={t("frame.action.more")} testid={testid.moreActions} />
      }
    >
      <MenuItem
        icon={PencilIcon}
        testid={testid.editDetails}
        onClick={() => move({ to: "form", provider: view.provider, intent: "edit" })}
      >
        {t("keys.edit")}
      </MenuItem>
      <MenuItem
        icon={PlusIcon}
        testid={testid.addAnother}
        onClick={() => move({ to: "form", provider: view.provider, intent: "another" })}
      >
        {t("profiles.another.menu", { provider: view.name })}
      </MenuItem>
      {view.keySet ? (
        <MenuItem icon={SearchIcon} testid={testid.conflictMenu} onClick={onLook}>
          {t("imports.conflict.menu")}
        </MenuItem>
      ) : null}
      {/* Keystow knows no pages of an endpoint of the owner's own. */}
      {isOwn({ id: view.provider }) ? null : (
        <>
          <MenuItem icon={ExternalIcon} onClick={() => open("console")}>
            {t("keys.openConsole")}
          </MenuItem>
          <MenuItem icon={BookIcon} onClick={() => open("docs")}>
            {t("keys.openDocs")}
          </MenuItem>
        </>
      )}
      <MenuLine />
      <MenuItem danger icon={TrashIcon} testid={testid.deleteKey} onClick={onDelete}>
        {t("keys.delete")}
      </MenuItem>
    </Menu>
  );
}
