import { useSpeech } from "../../i18n/useSpeech";
import { testid } from "../../test/testids";
import { ListAge } from "./ListAge";
import type { ModelListing } from "./useModelList";

type HeadProps = {
  /** The title of a page, or of one of its sections. */
  level: 1 | 3;
  id: string;
  title: string;
  list: ModelListing;
  age: Parameters<typeof ListAge>[0] | null;
};

/** A title with how many models there are, how many of them were found, and how old the list is. */
export function ListHead({ level, id, title, list, age }: HeadProps) {
  const { t, number } = useSpeech();
  const { count, filtered, shownCount } = list;
  const Title = level === 1 ? "h1" : "h3";
  return (
    <div className="flex min-w-0 flex-1 basis-48 flex-wrap items-baseline gap-x-2">
      <Title id={id} className={level === 1 ? "text-title font-semibold" : "font-semibold"}>
        {title}
      </Title>
      <span className="figures text-small text-muted">
        <span data-testid={testid.modelCount} data-count={count}>
          <span aria-live="polite">
            {filtered ? t("models.found", { n: number(shownCount), all: number(count) }) : null}
          </span>
          {filtered ? null : number(count)}
        </span>
        {age && !filtered ? (
          <>
            {" · "}
            <ListAge {...age} />
          </>
        ) : null}
      </span>
    </div>
  );
}
