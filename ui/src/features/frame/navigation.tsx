import { createContext, type Dispatch, type ReactNode, useContext, useReducer } from "react";
import type { CommandError, EndpointRequest } from "../../ipc";

export type Page = "keys" | "models" | "activity" | "vault" | "preferences" | "doctor";
/** `another`: one more key of a provider, in a profile that has none. */
export type Intent = "add" | "replace" | "edit" | "another";
/** What is known of a new endpoint before its form opens. */
export type EndpointStart = Partial<Pick<EndpointRequest, "slug" | "baseUrl" | "keyOptional">>;
type FormStart = {
  provider: string;
  intent: Intent;
  /** Why the entry of an endpoint was not made along with it. */
  unchecked?: CommandError;
};
type Panel =
  | { kind: "detail" }
  | { kind: "tiles" }
  | { kind: "endpoint"; start: EndpointStart }
  | ({ kind: "form" } & FormStart);

type Place = {
  page: Page;
  profile: string | null;
  selected: string | null;
  panel: Panel;
  /** The provider whose key was saved a moment ago. */
  saved: string | null;
  /** The first key of all was just saved: a second way in is offered beside it. */
  offer: boolean;
  /** Where the page was opened that has no place of its own in the sidebar. */
  from: Page;
  /** The provider whose loans the activity is to show first; null for all. */
  activityOf: string | null;
};

export type Move =
  | { to: "page"; page: Page }
  | { to: "activity"; provider: string }
  | { to: "profile"; profile: string | null }
  /** The same profile under another name: everything stays where it is. */
  | { to: "renamed"; profile: string | null }
  | { to: "credential"; provider: string | null }
  | { to: "tiles" }
  | { to: "endpoint"; start: EndpointStart }
  | ({ to: "form" } & FormStart)
  | { to: "saved"; provider: string; first: boolean }
  | { to: "declined" }
  | { to: "back" };

const DETAIL: Panel = { kind: "detail" };
/** Pages that show another profile just as well. */
const OF_PROFILES: readonly Page[] = ["models", "activity"];

export const START: Place = {
  page: "keys",
  profile: null,
  selected: null,
  panel: DETAIL,
  saved: null,
  offer: false,
  from: "keys",
  activityOf: null,
};

export function move(place: Place, step: Move): Place {
  switch (step.to) {
    case "page":
      return {
        ...place,
        page: step.page,
        panel: DETAIL,
        saved: null,
        offer: false,
        from: place.page === "doctor" ? place.from : place.page,
        activityOf: null,
      };
    case "activity":
      return {
        ...move(place, { to: "page", page: "activity" }),
        activityOf: step.provider,
      };
    case "profile":
      return {
        ...START,
        page: OF_PROFILES.includes(place.page) ? place.page : "keys",
        profile: step.profile,
      };
    case "renamed":
      return { ...place, profile: step.profile };
    case "credential":
      return {
        ...place,
        page: "keys",
        selected: step.provider,
        panel: DETAIL,
        saved: null,
        offer: place.offer && place.selected === step.provider,
      };
    case "tiles":
      return { ...place, page: "keys", panel: { kind: "tiles" }, saved: null, offer: false };
    case "endpoint":
      return {
        ...place,
        page: "keys",
        panel: { kind: "endpoint", start: step.start },
        saved: null,
        offer: false,
      };
    case "form": {
      const { to: kind, ...start } = step;
      return {
        ...place,
        page: "keys",
        panel: { kind, ...start },
        saved: null,
        offer: false,
      };
    }
    case "saved":
      return {
        ...place,
        page: "keys",
        selected: step.provider,
        panel: DETAIL,
        saved: step.provider,
        offer: step.first,
      };
    case "declined":
      return { ...place, offer: false };
    case "back":
      return back(place);
  }
}

function back(place: Place): Place {
  if (place.page === "doctor") return { ...place, page: place.from };
  if (place.page !== "keys") return { ...place, page: "keys", panel: DETAIL };
  switch (place.panel.kind) {
    case "form":
      return place.panel.intent === "add"
        ? { ...place, panel: { kind: "tiles" } }
        : { ...place, panel: DETAIL };
    case "endpoint":
      return { ...place, panel: { kind: "tiles" } };
    case "tiles":
      return { ...place, panel: DETAIL };
    case "detail":
      return { ...place, selected: null, saved: null, offer: false };
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
