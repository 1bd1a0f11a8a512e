import type { ModelView } from "../../ipc";

export type ListedModel = ModelView & { provider: string; providerName: string };

export function matchesModel(model: ModelView, query: string): boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const text = `${model.id} ${model.displayName ?? ""} ${model.owner ?? ""}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** Present ones by id, then those the provider no longer offers. */
export function byPresenceAndId<M extends ModelView>(models: readonly M[]): M[] {
  return [...models].sort(
    (a, b) =>
      Number(a.goneSince !== null) - Number(b.goneSince !== null) ||
      a.id.localeCompare(b.id, "en", { numeric: true }),
  );
}

export function present(models: readonly ModelView[]): number {
  return models.reduce((sum, model) => sum + (model.goneSince === null ? 1 : 0), 0);
}
