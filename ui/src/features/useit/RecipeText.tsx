import { Button } from "../../components/Button";
import { copyPlainText } from "../../components/copyPlainText";
import { CopyIcon } from "../../components/icons";
import { useToast } from "../../components/Toast";
import { type Speech, useSpeech } from "../../i18n/useSpeech";
import type { RecipeView } from "../../ipc";
import { testid } from "../../test/testids";

/** Where the text goes, and the text. */
export function RecipeText({ recipe }: { recipe: RecipeView }) {
  const speech = useSpeech();
  const { t } = speech;
  const toast = useToast();
  const copy = async () => {
    const copied = await copyPlainText(recipe.text);
    toast(t(copied ? "useit.copied" : "useit.copyFailed"), copied ? "done" : "warning");
  };
  return (
    <div className="overflow-hidden rounded-card border border-line">
      <div className="flex items-center gap-3 border-b border-line py-1.5 pr-1.5 pl-3">
        <p className="selectable min-w-0 flex-1 text-small text-muted wrap-anywhere">
          <Place recipe={recipe} speech={speech} />
        </p>
        <Button
          icon={CopyIcon}
          testid={testid.recipeCopy}
          aria-label={t("useit.copyLabel", { tool: recipe.name })}
          onClick={copy}
        >
          {t("useit.copy")}
        </Button>
      </div>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard
        tabIndex={0}
        aria-label={t("useit.text", { tool: recipe.name })}
        data-testid={testid.recipeText}
        className="selectable max-h-80 overflow-auto bg-ground px-3 py-2.5 font-mono text-small whitespace-pre focus-visible:-outline-offset-2"
      >
        {recipe.text}
      </section>
    </div>
  );
}

function Place({ recipe, speech: { t } }: { recipe: RecipeView; speech: Speech }) {
  const { file, language } = recipe;
  if (file === null) return t(language === "shell" ? "useit.shell" : "useit.code");
  const [before, after] = t("useit.file", { file: "\n" }).split("\n");
  return (
    <>
      {before}
      <code className="font-mono text-ink">{file}</code>
      {after}
    </>
  );
}
