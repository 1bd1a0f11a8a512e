import { harmless } from "../../components/harmless";
import type { Speech } from "../../i18n/useSpeech";
import type { Cost } from "./entry";
import { type Filters, USUAL } from "./filter";

/** A kind of input or output in the window's language; the provider's own word where it has none. */
export function modalityWord({ t }: Speech, word: string): string {
  const known = USUAL.find((usual) => usual === word);
  return known ? t(`models.filter.modality.${known}`) : harmless(word, 40);
}

/** The filters that narrow the list, a word or two each. */
export function filterWords(speech: Speech, filters: Filters): string[] {
  const { t, tokens } = speech;
  const words = filters.capabilities.map((word) => harmless(word, 40));
  for (const side of ["input", "output"] as const) {
    for (const word of filters[side]) {
      words.push(t(`models.filter.word.${side}`, { what: modalityWord(speech, word) }));
    }
  }
  if (filters.context > 0)
    words.push(t("models.filter.word.context", { n: tokens(filters.context) }));
  if (filters.onlyNew) words.push(t("models.filter.word.onlyNew"));
  return words;
}

const UNKNOWN = "–";

/** $0.15 / $0.60, in and out, for a million tokens. */
export function costWords({ t, money }: Speech, { input, output, currency }: Cost): string {
  if (input === 0 && output === 0) return t("models.free");
  const say = (amount: number | null) => (amount === null ? UNKNOWN : money(amount, currency));
  return `${say(input)} / ${say(output)}`;
}

export function costSpoken({ t, money }: Speech, { input, output, currency }: Cost): string {
  if (input === 0 && output === 0) return t("models.priceFree");
  const say = (amount: number | null) =>
    amount === null ? t("models.notTold") : money(amount, currency);
  return t("models.priceOf", { input: say(input), output: say(output) });
}
