import { IconButton, LinkButton } from "../../components/Button";
import { ArrowLeftIcon } from "../../components/icons";
import { Monogram } from "../../components/Monogram";
import { useSpeech } from "../../i18n/useSpeech";
import type { CredentialView, ProviderView, RegionView } from "../../ipc";
import { testid } from "../../test/testids";
import { type Intent, useMove } from "../frame/navigation";
import { regionName } from "../keys/region";

type HeaderProps = {
  provider: ProviderView;
  stored: CredentialView | null;
  intent: Intent;
  /** Where the key will go, as far as that is known. */
  host: string | null;
  region: RegionView | null;
  /** Stores it beside the one that is there, in another profile. */
  onAnother: () => void;
};

export function FormHeader({ provider, stored, intent, host, region, onAnother }: HeaderProps) {
  const speech = useSpeech();
  const { t } = speech;
  const move = useMove();
  const names = { provider: provider.name };
  const sealed = () => {
    if (host) return t("form.sealed", { host });
    return region
      ? t("form.sealedRegion", { ...names, region: regionName(speech, region) })
      : t("form.sealedOwn");
  };
  const replaces = stored?.keySet === true && intent !== "edit";
  const adds = intent === "replace" && !replaces;
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-center gap-3.5">
        <IconButton
          icon={ArrowLeftIcon}
          label={t("frame.action.back")}
          testid={testid.back}
          onClick={() => move({ to: "back" })}
          className="-mx-2"
        />
        <Monogram id={provider.id} name={provider.name} size="head" />
        <h2 id="form-title" className="min-w-0 flex-1 text-title font-semibold wrap-anywhere">
          {t(TITLE[replaces ? "replace" : adds ? "add" : intent], names)}
        </h2>
      </div>
      <p className="text-muted wrap-anywhere">
        {intent === "edit" ? t("form.editNote") : sealed()}{" "}
        {replaces ? t("form.replaceNote") : null}
        {intent === "another" ? t("profiles.another.note") : null}
      </p>
      {replaces ? (
        <LinkButton testid={testid.offerAnother} className="-mt-1.5 self-start" onClick={onAnother}>
          {t("profiles.another.offer")}
        </LinkButton>
      ) : null}
    </div>
  );
}

const TITLE = {
  add: "form.addTitle",
  replace: "form.replaceTitle",
  edit: "form.editTitle",
  another: "profiles.another.title",
} as const;
