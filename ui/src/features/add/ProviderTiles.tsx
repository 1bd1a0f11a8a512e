import { type KeyboardEvent, useRef, useState } from "react";
import { CheckIcon } from "../../components/icons";
import { Monogram } from "../../components/Monogram";
import { SearchField } from "../../components/SearchField";
import { useSpeech } from "../../i18n/useSpeech";
import type { ProviderView } from "../../ipc";
import { testid } from "../../test/testids";

const SEARCH_FROM = 8;
const FEW = 4;

type TilesProps = {
  providers: readonly ProviderView[];
  onChoose: (provider: ProviderView) => void;
};

function matches(provider: ProviderView, query: string): boolean {
  const text = `${provider.name} ${provider.id} ${provider.keyEnv.join(" ")}`.toLowerCase();
  return text.includes(query.trim().toLowerCase());
}

/** The most used first, all of them by search; arrow keys walk from tile to tile. */
export function ProviderTiles({ providers, onChoose }: TilesProps) {
  const { t } = useSpeech();
  const grid = useRef<HTMLUListElement>(null);
  const [query, setQuery] = useState("");
  const sorted = [...providers].sort(
    (a, b) => Number(b.popular) - Number(a.popular) || a.name.localeCompare(b.name),
  );
  const shown = sorted.filter((provider) => matches(provider, query));

  const onKeyDown = (event: KeyboardEvent) => {
    const tiles = [...(grid.current?.querySelectorAll("button") ?? [])];
    const columns = tiles.filter((tile) => tile.offsetTop === tiles[0]?.offsetTop).length;
    const steps = { ArrowRight: 1, ArrowDown: columns, ArrowLeft: -1, ArrowUp: -columns };
    const step = steps[event.key as keyof typeof steps];
    if (!step) return;
    const here = tiles.indexOf(document.activeElement as HTMLButtonElement);
    tiles[here + step]?.focus();
    event.preventDefault();
  };

  return (
    <div className="flex flex-col gap-3">
      {providers.length >= SEARCH_FROM ? (
        <SearchField
          main
          label={t("form.searchProviders")}
          testid={testid.providerSearch}
          value={query}
          onChange={setQuery}
          onArrowDown={() => grid.current?.querySelector("button")?.focus()}
        />
      ) : null}
      {query && shown.length === 0 ? (
        <p className="py-6 text-center text-small text-muted wrap-anywhere">
          {t("form.noProvider", { query })}
        </p>
      ) : (
        <ul
          ref={grid}
          aria-label={t("form.providers")}
          onKeyDown={onKeyDown}
          className={`grid gap-2 ${shown.length <= FEW ? "two:grid-cols-2" : "grid-cols-[repeat(auto-fill,minmax(min(100%,12.5rem),1fr))]"}`}
        >
          {shown.map((provider) => (
            <li key={provider.id} className="flex min-w-0">
              <Tile provider={provider} onChoose={() => onChoose(provider)} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Tile({ provider, onChoose }: { provider: ProviderView; onChoose: () => void }) {
  const { t } = useSpeech();
  return (
    <button
      type="button"
      data-testid={testid.tile(provider.id)}
      onClick={onChoose}
      className="flex min-h-16 w-full min-w-0 items-center gap-3 rounded-card border border-line bg-surface px-3 py-2.5 text-left transition-colors hover:border-accent hover:bg-accent/5"
    >
      <Monogram id={provider.id} name={provider.name} size="tile" />
      <span className="min-w-0 flex-1">
        <span className="line-clamp-2 font-medium wrap-anywhere">{provider.name}</span>
        {provider.keySet ? (
          <span className="flex items-center gap-1 text-small text-muted">
            <CheckIcon className="size-3.5" />
            {t("form.keyStored")}
          </span>
        ) : null}
      </span>
    </button>
  );
}
