import { Tabs } from "@base-ui/react/tabs";
import { useState } from "react";
import { ChevronDownIcon } from "../../components/icons";
import { Menu, MenuChoice } from "../../components/Menu";
import { useSpeech } from "../../i18n/useSpeech";
import type { RecipeView } from "../../ipc";
import { testid } from "../../test/testids";
import { useFitting } from "./useFitting";

const TAB =
  "-mb-px inline-flex h-8 items-center border-b-2 border-transparent px-2.5 text-body font-medium whitespace-nowrap";

type TabsProps = {
  recipes: readonly RecipeView[];
  chosen: string;
  onChoose: (tool: string) => void;
};

/** As many tools as fit beside each other, the others behind a button. */
export function ToolTabs({ recipes, chosen, onChoose }: TabsProps) {
  const { t } = useSpeech();
  // The tool taken from behind the button keeps its place while others are looked at.
  const [fetched, setFetched] = useState(chosen);
  const position = (tool: string) => recipes.findIndex((each) => each.tool === tool);
  const { frame, ruler, fits } = useFitting(
    recipes.map((each) => each.name),
    Math.max(0, position(fetched)),
  );
  const shown = fits.flatMap((index) => recipes[index] ?? []);
  const rest = recipes.filter((each) => !shown.includes(each));
  return (
    <div ref={frame} className="relative flex min-w-0 border-b border-line">
      <Tabs.List activateOnFocus aria-label={t("useit.label")} className="flex min-w-0">
        {shown.map(({ tool, name }) => (
          <Tabs.Tab
            key={tool}
            value={tool}
            data-testid={testid.recipeTool(tool)}
            className={`${TAB} min-w-0 text-muted transition-colors hover:text-ink focus-visible:-outline-offset-2 data-active:border-accent data-active:text-accent`}
          >
            <span className="truncate">{name}</span>
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {rest.length > 0 ? (
        <Menu
          trigger={
            <button
              type="button"
              data-testid={testid.recipeMore}
              className={`${TAB} shrink-0 gap-1 text-muted transition-colors hover:text-ink focus-visible:-outline-offset-2`}
            >
              <span>
                <span className="sr-only">{t("useit.label")}: </span>
                {t("useit.more")}
              </span>
              <ChevronDownIcon className="-mr-1 size-4" />
            </button>
          }
        >
          <MenuChoice
            value={chosen}
            onChange={(tool) => {
              setFetched(tool);
              onChoose(tool);
            }}
            options={rest.map(({ tool, name }) => ({
              value: tool,
              label: name,
              detail: "",
              testid: testid.recipeOption(tool),
            }))}
          />
        </Menu>
      ) : null}
      <div
        ref={ruler}
        aria-hidden="true"
        className="pointer-events-none invisible absolute top-0 left-0 flex h-0 max-w-full overflow-hidden"
      >
        {recipes.map(({ tool, name }) => (
          <span key={tool} className={`${TAB} shrink-0`}>
            {name}
          </span>
        ))}
        <span className={`${TAB} shrink-0 gap-1`}>
          {t("useit.more")}
          <ChevronDownIcon className="-mr-1 size-4" />
        </span>
      </div>
    </div>
  );
}
