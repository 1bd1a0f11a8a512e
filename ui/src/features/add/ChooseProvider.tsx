import { useEffect, useRef } from "react";
import { IconButton } from "../../components/Button";
import { ArrowLeftIcon } from "../../components/icons";
import { useSpeech } from "../../i18n/useSpeech";
import type { ProviderView } from "../../ipc";
import { testid } from "../../test/testids";
import { useMove } from "../frame/navigation";
import { ImportButton } from "../import/ImportWays";
import { ProviderTiles } from "./ProviderTiles";

/** The detail pane while a provider is being chosen for one more key. */
export function ChooseProvider({ providers }: { providers: readonly ProviderView[] }) {
  const { t } = useSpeech();
  const move = useMove();
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    pane.current?.querySelector<HTMLElement>("input, ul button")?.focus();
  }, []);
  return (
    <section
      ref={pane}
      aria-labelledby="choose-title"
      className="min-h-0 min-w-0 flex-1 overflow-y-auto bg-surface"
    >
      <div className="mx-auto flex max-w-160 flex-col px-5 py-5 three:px-8 three:py-7">
        <div className="flex items-center gap-2">
          <IconButton
            icon={ArrowLeftIcon}
            label={t("frame.action.back")}
            testid={testid.back}
            onClick={() => move({ to: "back" })}
            className="-ml-2"
          />
          <h2 id="choose-title" className="min-w-0 flex-1 text-title font-semibold">
            {t("form.chooseTitle")}
          </h2>
          <ImportButton />
        </div>
        <p className="mt-1 mb-5 text-muted">{t("form.chooseSentence")}</p>
        <ProviderTiles
          providers={providers}
          onChoose={(provider) =>
            move({
              to: "form",
              provider: provider.id,
              intent: provider.keySet ? "replace" : "add",
            })
          }
        />
      </div>
    </section>
  );
}
