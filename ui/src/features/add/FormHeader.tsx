import { IconButton } from "../../components/Button";
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
};

export function FormHeader({ provider, stored, intent, host, region }: HeaderProps) {
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
  const title =
    intent === "edit"
      ? t("form.editTitle", names)
      : t(stored?.keySet ? "form.replaceTitle" : "form.addTitle", names);
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
          {title}
        </h2>
      </div>
      <p className="text-muted wrap-anywhere">
        {intent === "edit" ? t("form.editNote") : sealed()}{" "}
        {stored?.keySet && intent !== "edit" ? t("form.replaceNote") : null}
      </p>
    </div>
  );
}
