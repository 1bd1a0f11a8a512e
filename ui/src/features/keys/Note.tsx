import { useId, useState } from "react";
import { LinkButton } from "../../components/Button";
import { useSpeech } from "../../i18n/useSpeech";
import { testid } from "../../test/testids";

const FEW_LINES = 4;
const FEW_CHARACTERS = 320;

/** The owner's note with its line breaks; a long one is folded until somebody wants to read it. */
export function Note({ text }: { text: string }) {
  const { t } = useSpeech();
  const id = useId();
  const [whole, setWhole] = useState(false);
  const long = text.length > FEW_CHARACTERS || text.split("\n").length > FEW_LINES;
  return (
    <>
      <p
        id={id}
        data-testid={testid.note}
        className={`selectable whitespace-pre-wrap wrap-anywhere ${long && !whole ? "line-clamp-4" : ""}`}
      >
        {text}
      </p>
      {long && !whole ? (
        <LinkButton
          testid={testid.noteAll}
          aria-controls={id}
          aria-expanded={false}
          className="text-small!"
          onClick={() => setWhole(true)}
        >
          {t("keys.facts.noteAll")}
        </LinkButton>
      ) : null}
    </>
  );
}
