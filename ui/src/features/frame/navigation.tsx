import { createContext, type Dispatch, type ReactNode, useContext, useReducer } from "react";

export type Page = "keys" | "models" | "preferences";
export type Intent = "add" | "replace" | "edit";
export type Panel =
  | { kind: "detail" }
  | { kind: "tiles" }
  | { kind: "form"; provider: string; intent: Intent };

export type Place = {
  page: Page;
  profile: string | null;
  selected: string | null;
  panel: Panel;
  /** The provider whose key was saved a moment ago. */
  saved: string | null;
};

export type Move =
  | { to: "page"; page: Page }
  | { to: "profile"; profile: string | null }
  | { to: "credential"; provider: string | null }
  | { to: "tiles" }
  | { to: "form"; provider: string; intent: Intent }
  | { to: "saved"; provider: string }
  | { to: "back" };

const DETAIL: Panel = { kind: "detail" };

export const START: Place = {
  page: "keys",
  profile: null,
  selected: null,
  panel: DETAIL,
  saved: null,
};

export function move(place: Place, step: Move): Place {
  switch (step.to) {
    case "page":
      return { ...place, page: step.page, panel: DETAIL, saved: null };
    case "profile":
      return {
        ...START,
        page: place.page === "preferences" ? "keys" : place.page,
        profile: step.profile,
      };
    case "credential":
      return { ...place, page: "keys", selected: step.provider, panel: DETAIL, saved: null };
    case "tiles":
      return { ...place, page: "keys", panel: { kind: "tiles" }, saved: null };
    case "form":
      return {
        ...place,
        page: "keys",
        panel: { kind: "form", provider: step.provider, intent: step.intent },
        saved: null,
      };
    case "saved":
      return {
        ...place,
        page: "keys",
        selected: step.provider,
        panel: DETAIL,
        saved: step.provider,
      };
    case "back":
      return back(place);
  }
}

function back(place: Place): Place {
  if (place.page !== "keys") return { ...place, page: "keys", panel: DETAIL };
  switch (place.panel.kind) {
    case "form":
      return place.panel.intent === "add"
        ? { ...place, panel: { kind: "tiles" } }
        : { ...place, panel: DETAIL };
    case "tiles":
      return { ...place, panel: DETAIL };
    case "detail":
      return { ...place, selected: null, saved: null };
  }
}

const PlaceContext = createContext<Place>(START);
const MoveContext = createContext<Dispatch<Move>>(() => undefined);

export const usePlace = () => useContext(PlaceContext);
export const useMove = () => useContext(MoveContext);

export function NavigationProvider({ children }: { children: ReactNode }) {
  const [place, dispatch] = useReducer(move, START);
  return (
    <MoveContext.Provider value={dispatch}>
      <PlaceContext.Provider value={place}>{children}</PlaceContext.Provider>
    </MoveContext.Provider>
  );
}
