import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import type { AccountView, CredentialView } from "../../ipc";
import { ALL_PROVIDERS, credential, minutesAgo, SETTINGS, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { openWindow, shown } from "../../test/window";

const told = (change: Partial<AccountView>): AccountView => ({
  label: null,
  plan: null,
  balance: [],
  limit: null,
  remaining: null,
  used: null,
  expiresAt: null,
  resetsAt: null,
  at: minutesAgo(125),
  ...change,
});
const show = (view: CredentialView, language: "en" | "de" = "en") =>
  openWindow(
    { providers: ALL_PROVIDERS, credentials: [view], settings: { ...SETTINGS, language } },
    language,
  );
const account = () => screen.getByTestId(testid.account).textContent;
/** A day of the calendar here, so many days from now. */
const inDays = (days: number) => {
  const day = new Date();
  day.setDate(day.getDate() + days);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
};

test("region, organisation and project stand among the facts", async () => {
  await show(valid("moonshot", { region: "cn", organization: "org-fake", project: "proj_fake" }));
  const facts = screen.getByTestId(testid.facts).textContent;
  expect(facts).toContain("RegionChina");
  expect(facts).toContain("Organisationorg-fake");
  expect(facts).toContain("Projectproj_fake");
  expect(shown(testid.account)).toBeNull();
});

test.each([
  ["en", "Balance110.00 CNY and 1,234.5 USD · told 2 hours ago"],
  ["de", "Guthaben110,00 CNY und 1.234,5 USD · Stand vor 2 Stunden"],
] as const)(
  "a balance is told with its age, in figures of the language: %s",
  async (language, words) => {
    const balance = [
      { value: "110.00", unit: "CNY" },
      { value: "1234.5", unit: "USD" },
    ];
    await show(valid("moonshot", { account: told({ balance }) }), language);
    expect(account()).toBe(words);
  },
);

test("plan, use and the day the quota begins anew", async () => {
  const characters = (value: string) => ({ value, unit: "characters" });
  await show(
    valid("elevenlabs", {
      account: told({
        plan: "creator",
        used: characters("4211"),
        limit: characters("100000"),
        remaining: { value: "1e3", unit: "USD" },
        expiresAt: "2027-03-04T12:00:00Z",
        resetsAt: "2026-12-01T12:00:00Z",
      }),
    }),
  );
  expect(account()).toBe(
    "Plancreator" +
      "Used4,211 of 100,000 characters" +
      "Remaining1e3 USD" +
      "Expires onMar 4, 2027" +
      "Quota resetsDec 1, 2026 · told 2 hours ago",
  );
});

test("use and limit of different kinds stand apart", async () => {
  const used = { value: "3", unit: "USD" };
  const limit = { value: "10", unit: "EUR" };
  await show(valid("openrouter", { account: told({ used, limit, label: "my key" }) }));
  expect(account()).toBe("Accountmy keyUsed3 USDLimit10 EUR · told 2 hours ago");
});

test("the request behind a verdict stands in its card, named", async () => {
  await show(valid("groq"));
  const line = screen.getByTestId(testid.checkRequest);
  expect(line.textContent).toBe("GET https://api.groq.com/openai/v1/models");
  expect(line.parentElement?.textContent).toContain("Request of this check: GET");
});

test("a key that was not checked has no request", async () => {
  await show(credential("groq", { request: "GET https://api.groq.com/openai/v1/models" }));
  expect(shown(testid.checkRequest)).toBeNull();
});

test.each([
  [14, "in 14 days."],
  [1, "tomorrow."],
  [0, "today."],
  [-1, "That day has passed."],
])("a key to be renewed in %i days is brought to mind", async (days, words) => {
  await show(valid("groq", { renewBy: inDays(days) }));
  expect(screen.getByTestId(testid.renewLine).textContent).toContain(words);
});

test("a day further off is a fact and no reminder", async () => {
  await show(valid("groq", { renewBy: inDays(15) }));
  expect(shown(testid.renewLine)).toBeNull();
  expect(screen.getByTestId(testid.facts).textContent).toContain("Renew by");
});

test.each([
  [null, "2027-01-31", { change: "set", value: "2027-01-31" }],
  ["2027-01-31", "", { change: "clear" }],
])(
  "the day is set and cleared where the entry is edited: %s to %s",
  async (before, after, change) => {
    const { shell, user } = await show(valid("groq", { renewBy: before }));
    await user.click(screen.getByTestId(testid.moreActions));
    await user.click(await screen.findByTestId(testid.editDetails));
    const field = screen.getByTestId<HTMLInputElement>(testid.renewByInput);
    expect(field.value).toBe(before ?? "");
    await user.clear(field);
    if (after) await user.type(field, after);
    await user.click(screen.getByTestId(testid.saveKey));
    await screen.findByTestId(testid.savedNotice);
    expect(shell.asked("update_credential")[0]?.request).toMatchObject({
      renewBy: change,
      key: null,
      label: { change: "keep" },
    });
  },
);

test("a day that is none is named at its field", async () => {
  const { shell, user } = await show(valid("groq"));
  await user.click(screen.getByTestId(testid.moreActions));
  await user.click(await screen.findByTestId(testid.editDetails));
  shell.state.failing = { update_credential: { kind: "invalidDate" } };
  await user.click(screen.getByTestId(testid.saveKey));
  expect((await screen.findByTestId(testid.fieldError)).textContent).toContain("not a whole date");
  expect(screen.getByTestId(testid.renewByInput).getAttribute("aria-invalid")).toBe("true");
});

test.each([
  ["en", 6, "Moonshot (Kimi) says the key expires on", "Expires on"],
  ["en", -3, "Moonshot (Kimi) said the key expires on", "Expires on"],
  ["de", 6, "Laut Moonshot (Kimi) läuft der Schlüssel am", "Läuft ab am"],
] as const)(
  "a last day that the provider told is not called the owner's own: %s %i",
  async (language, days, line, fact) => {
    await show(valid("moonshot", { renewBy: inDays(days), renewTold: true }), language);
    expect(screen.getByTestId(testid.renewLine).textContent).toContain(line);
    expect(screen.getByTestId(testid.facts).textContent).toContain(fact);
  },
);
