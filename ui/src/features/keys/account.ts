import type { Speech } from "../../i18n/useSpeech";
import type { AccountView, AmountView } from "../../ipc";

type Named = { id: string; name: string; value: string };

/** 110.00 CNY, 4,211 characters */
function amountWords({ t, decimal }: Speech, { value, unit }: AmountView): string {
  const n = decimal(value);
  return unit === "characters" ? t("keys.account.characters", { n }) : `${n} ${unit}`;
}

/** What the provider told of the account, in the order in which an owner would ask. */
export function accountFacts(speech: Speech, account: AccountView): Named[] {
  const { t, list, day, decimal } = speech;
  const { label, plan, balance, limit, remaining, used, expiresAt, resetsAt } = account;
  const facts: Named[] = [];
  const add = (id: Fact, value: string) => facts.push({ id, name: t(`keys.account.${id}`), value });
  const words = (amount: AmountView) => amountWords(speech, amount);
  const together = used !== null && limit !== null && used.unit === limit.unit;

  if (label) add("label", label);
  if (plan) add("plan", plan);
  if (balance.length > 0) add("balance", list(balance.map(words)));
  if (together) {
    add("used", t("keys.account.usedOf", { used: decimal(used.value), limit: words(limit) }));
  } else {
    if (used) add("used", words(used));
    if (limit) add("limit", words(limit));
  }
  if (remaining) add("remaining", words(remaining));
  if (expiresAt) add("expires", day(expiresAt));
  if (resetsAt) add("resets", day(resetsAt));
  return facts;
}

type Fact = "label" | "plan" | "balance" | "used" | "limit" | "remaining" | "expires" | "resets";
