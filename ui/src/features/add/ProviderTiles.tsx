import { type KeyboardEvent, useId, useRef, useState } from "react";
import { CheckIcon } from "../../components/icons";
import { Monogram } from "../../components/Monogram";
import { SearchField } from "../../components/SearchField";
import { useSpeech } from "../../i18n/useSpeech";
import type { ProviderView } from "../../ipc";
import { testid } from "../../test/testids";
import { NotListed } from "./NotListed";

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

/** The most used first, the rest under a heading, all by search; arrow keys walk from tile to tile. */
export function ProviderTiles({ providers, onChoose }: TilesProps) {
  const { t } = useSpeech();
  const restTitle = useId();
  const tiles = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState("");
  const sorted = [...providers].sort(
    (a, b) => Number(b.popular) - Number(a.popular) || a.name.localeCompare(b.name),
  );
  const shown = sorted.filter((provider) => matches(provider, query));
  const first = shown.filter((provider) => provider.popular);
  const rest = shown.filter((provider) => !provider.popular);
  const apart = query.trim() === "" && first.length > 0 && rest.length > 0;

  return (
    <div className="flex flex-col gap-3">
      {providers.length >= SEARCH_FROM ? (
        <SearchField
          main
          label={t("form.searchProviders")}
          testid={testid.providerSearch}
          value={query}
          onChange={setQuery}
          onArrowDown={() => tiles.current?.querySelector("button")?.focus()}
        />
      ) : null}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the tiles inside have the focus and the names */}
      <div
        ref={tiles}
        className="flex flex-col gap-3"
        onKeyDown={(event) => tiles.current && walk(tiles.current, event)}
      >
        {query && shown.length === 0 ? (
          <p className="py-6 text-center text-small text-muted wrap-anywhere">
            {t("form.noProvider", { query })}
          </p>
        ) : (
          <Grid
            label={{ "aria-label": t(apart ? "form.popularProviders" : "form.providers") }}
            providers={apart ? first : shown}
            onChoose={onChoose}
          />
        )}
        <NotListed query={query} providers={providers} onChoose={onChoose} />
        {apart ? (
          <>
            <h3 id={restTitle} className="mt-3 text-small font-semibold text-muted">
              {t("form.moreProviders")}
            </h3>
            <Grid label={{ "aria-labelledby": restTitle }} providers={rest} onChoose={onChoose} />
          </>
        ) : null}
      </div>
    </div>
  );
}

/** To the neighbour in reading order, or to the tile that stands nearest in the next row. */
function walk(area: HTMLElement, event: KeyboardEvent): void {
  const tiles = [...area.querySelectorAll("button")];
  const here = tiles.indexOf(document.activeElement as HTMLButtonElement);
  const goal = GOALS[event.key]?.(tiles, here);
  if (goal === undefined || here < 0) return;
  goal?.focus();
  event.preventDefault();
}

type Goal = (tiles: HTMLButtonElement[], here: number) => HTMLButtonElement | null;

const GOALS: Record<string, Goal> = {
  ArrowRight: (tiles, here) => tiles[here + 1] ?? null,
  ArrowLeft: (tiles, here) => tiles[here - 1] ?? null,
  ArrowDown: (tiles, here) => inNextRow(tiles.slice(here), 1),
  ArrowUp: (tiles, here) => inNextRow(tiles.slice(0, here + 1).reverse(), -1),
};

/** The first of `tiles` is the one to start from; the others follow in the direction of travel. */
function inNextRow(tiles: HTMLButtonElement[], direction: 1 | -1): HTMLButtonElement | null {
  const places = tiles.map((tile) => ({ tile, ...rounded(tile) }));
  const start = places[0];
  const row = places.find((place) => start && (place.top - start.top) * direction > 0)?.top;
  const distance = (place: { left: number }) => Math.abs(place.left - (start?.left ?? 0));
  const [nearest] = places
    .filter((place) => place.top === row)
    .sort((a, b) => distance(a) - distance(b));
  return nearest?.tile ?? null;
}

function rounded(tile: HTMLElement): { top: number; left: number } {
  const { top, left } = tile.getBoundingClientRect();
  return { top: Math.round(top), left: Math.round(left) };
}

type GridProps = TilesProps & {
  label: { "aria-label": string } | { "aria-labelledby": string };
};

function Grid({ label, providers, onChoose }: GridProps) {
  return (
    <ul
      {...label}
      className={`grid gap-2 ${providers.length <= FEW ? "two:grid-cols-2" : "grid-cols-[repeat(auto-fill,minmax(min(100%,12.5rem),1fr))]"}`}
    >
      {providers.map((provider) => (
        <li key={provider.id} className="flex min-w-0">
          <Tile provider={provider} onChoose={() => onChoose(provider)} />
        </li>
      ))}
    </ul>
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
