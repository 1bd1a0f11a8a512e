import type { Speech } from "../../i18n/useSpeech";
import type { RegionView } from "../../ipc";

/** The catalogue speaks English; names of its own, such as Z.ai, stay as they are. */
const WORDS = {
  Global: "global",
  China: "china",
  India: "india",
  Singapore: "singapore",
  "European Union": "europeanUnion",
  "United States": "unitedStates",
  "International (Singapore)": "international",
} as const;

export function regionName({ t }: Speech, { name }: RegionView): string {
  return Object.hasOwn(WORDS, name)
    ? t(`form.region.name.${WORDS[name as keyof typeof WORDS]}`)
    : name;
}
