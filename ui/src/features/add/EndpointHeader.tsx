import { IconButton } from "../../components/Button";
import { ArrowLeftIcon, PlusIcon } from "../../components/icons";
import { useSpeech } from "../../i18n/useSpeech";
import { testid } from "../../test/testids";
import { useMove } from "../frame/navigation";

export function EndpointHeader() {
  const { t } = useSpeech();
  const move = useMove();
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
        <span className="inline-flex size-11 shrink-0 items-center justify-center rounded-card bg-ink/5 text-muted">
          <PlusIcon className="size-5" />
        </span>
        <h2 id="endpoint-title" className="min-w-0 flex-1 text-title font-semibold wrap-anywhere">
          {t("endpoint.title")}
        </h2>
      </div>
      <p className="text-muted">{t("endpoint.sentence")}</p>
    </div>
  );
}
