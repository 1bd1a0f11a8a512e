import { createContext, useContext } from "react";

/** By then a check has ended, or never began. */
const LONGEST_MS = 120_000;

type Profile = string | null;
const keyOf = (profile: Profile, provider: string) => `${profile ?? ""} ${provider}`;

/** Which checks were asked for in this window; others begin by themselves, or in another program. */
export class AskedChecks {
  readonly #single = new Map<string, number>();
  readonly #rounds = new Set<Profile>();
  /** Checks that a round began, until each has ended. */
  readonly #ofRound = new Set<string>();

  /** To be taken back where the check does not begin. */
  one(profile: Profile, provider: string): () => void {
    const key = keyOf(profile, provider);
    this.#single.set(key, Date.now());
    return () => this.#single.delete(key);
  }

  /** All keys of a profile, until the returned function is called. */
  round(profile: Profile): () => void {
    this.#rounds.add(profile);
    return () => this.#rounds.delete(profile);
  }

  /** Whose check it is that begins or ends now. */
  heard(profile: Profile, provider: string, step: "begin" | "end"): "one" | "round" | "nobody" {
    const key = keyOf(profile, provider);
    const asked = Date.now() - (this.#single.get(key) ?? 0) < LONGEST_MS;
    const ofRound = step === "end" && this.#ofRound.has(key);
    if (step === "end") {
      this.#single.delete(key);
      this.#ofRound.delete(key);
    }
    if (ofRound || this.#rounds.has(profile)) {
      if (step === "begin") this.#ofRound.add(key);
      return "round";
    }
    return asked ? "one" : "nobody";
  }
}

export const AskedChecksContext = createContext(new AskedChecks());

export const useAskedChecks = () => useContext(AskedChecksContext);
