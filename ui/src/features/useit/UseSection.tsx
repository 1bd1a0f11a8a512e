import { Tabs } from "@base-ui/react/tabs";
import { useId, useState } from "react";
import { Notice } from "../../components/Notice";
import { useSpeech } from "../../i18n/useSpeech";
import { type CredentialView, commandErrorOf, type RecipeView, useRecipes } from "../../ipc";
import { testid } from "../../test/testids";
import { useLastChosen } from "../frame/lastChosen";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { RecipeText } from "./RecipeText";
import { ToolTabs } from "./ToolTabs";

type SectionProps = { profile: string | null; view: CredentialView };

/** How other programs are given this key, ready to paste. */
export function UseSection({ profile, view }: SectionProps) {
  const { t } = useSpeech();
  const titleId = useId();
  const { data: recipes, error, isPending, refetch } = useRecipes(profile, view.provider);
  return (
    <section
      aria-labelledby={titleId}
      aria-busy={isPending}
      data-testid={testid.useSection}
      className="flex flex-col gap-2 pt-2"
    >
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h3 id={titleId} className="font-semibold">
          {t("useit.title")}
        </h3>
        {recipes && recipes.length > 0 ? (
          <p className="text-small text-muted">{t("useit.noKey")}</p>
        ) : null}
      </div>
      {error ? <ErrorNotice error={commandErrorOf(error)} onOpened={() => void refetch()} /> : null}
      {isPending ? <p className="text-small text-muted">{t("useit.loading")}</p> : null}
      {recipes?.length === 0 ? (
        <p className="text-small text-muted">{t("useit.empty", { provider: view.name })}</p>
      ) : null}
      {recipes && recipes.length > 0 ? (
        <>
          {view.lendPolicy === "never" ? <Notice tone="note">{t("useit.never")}</Notice> : null}
          <Recipes recipes={recipes} />
        </>
      ) : null}
    </section>
  );
}

function Recipes({ recipes: told }: { recipes: readonly RecipeView[] }) {
  const { t } = useSpeech();
  const last = useLastChosen();
  // The one name that is no program's own.
  const recipes = told.map((each) =>
    each.tool === "run" ? { ...each, name: t("useit.anyProgram") } : each,
  );
  const [tool, setTool] = useState(last.tool);
  const recipe = recipes.find((each) => each.tool === tool) ?? recipes[0];
  if (!recipe) return null;
  const choose = (next: string) => {
    last.tool = next;
    setTool(next);
  };
  return (
    <Tabs.Root
      value={recipe.tool}
      onValueChange={(next) => choose(String(next))}
      className="flex flex-col gap-2.5"
    >
      <ToolTabs recipes={recipes} chosen={recipe.tool} onChoose={choose} />
      <Tabs.Panel value={recipe.tool} tabIndex={-1}>
        <RecipeText recipe={recipe} />
      </Tabs.Panel>
    </Tabs.Root>
  );
}
