import { createContext, useContext } from "react";

/** What was chosen last, for as long as the window is open. */
export class LastChosen {
  /** The tool whose recipe was looked at. */
  tool: string | null = null;
  readonly #models = new Map<string, string>();

  model(provider: string): string | null {
    return this.#models.get(provider) ?? null;
  }

  tried(provider: string, model: string): void {
    this.#models.set(provider, model);
  }
}

export const LastChosenContext = createContext(new LastChosen());

export const useLastChosen = () => useContext(LastChosenContext);
