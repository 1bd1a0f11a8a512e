import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Status, Verdict } from "../../ipc";
import { ALL_PROVIDERS, credential, minutesAgo, SETTINGS } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { openWindow } from "../../test/window";

const rows: [Verdict, Status, string, string][] = [
  ["accepted", "valid", "Works", "Funktioniert"],
  ["no_key_needed", "valid", "Works; no key needed", "Funktioniert; kein Schlüssel nötig"],
  [
    "limited_scope",
    "valid",
    "Works, with limited rights",
    "Funktioniert, mit eingeschränkten Rechten",
  ],
  ["no_credit", "valid", "Works, but no credit left", "Funktioniert, aber kein Guthaben"],
  ["rejected", "invalid", "Rejected by Groq", "Von Groq abgelehnt"],
  [
    "blocked",
    "error",
    "Groq refused this connection, not the key",
    "Groq hat die Verbindung abgelehnt, nicht den Schlüssel",
  ],
  [
    "rate_limited",
    "error",
    "Too many requests; try again in a moment",
    "Zu viele Anfragen; erneut versuchen in Kürze",
  ],
  ["unreachable", "error", "Could not reach api.groq.com", "api.groq.com ist nicht erreichbar"],
  ["provider_down", "error", "Groq has a problem right now", "Groq hat gerade eine Störung"],
  [
    "unexpected",
    "error",
    "api.groq.com gave an answer Keystow does not understand",
    "api.groq.com hat unverständlich geantwortet",
  ],
  [
    "unverifiable",
    "error",
    "Stored; this service offers no way to check a key",
    "Gespeichert; dieser Dienst bietet keine Prüfung an",
  ],
];

test.each(rows)(
  "%s is told with its headline in both languages",
  async (verdict, status, en, de) => {
    for (const [language, words] of [
      ["en", en],
      ["de", de],
    ] as const) {
      const { view, shell } = await openWindow(
        {
          credentials: [credential("groq", { status, verdict, checkedAt: minutesAgo(3) })],
          settings: { ...SETTINGS, language },
        },
        language,
      );
      const card = screen.getByTestId(testid.verdict);
      expect(card.textContent).toContain(words);
      expect(card.dataset.status).toBe(status);
      expect(screen.getByTestId(testid.status("groq")).dataset.verdict).toBe(verdict);
      view.unmount();
      await new Promise((resolve) => setTimeout(resolve, 0));
      shell.remove();
    }
  },
);

test("a provider that says when to ask again is quoted with the time", async () => {
  const retryAt = new Date(2026, 10, 22, 14, 5, 7).toISOString();
  const groq = credential("groq", {
    status: "error",
    verdict: "rate_limited",
    checkedAt: minutesAgo(1),
    retryAt,
  });
  await openWindow({ credentials: [groq] });
  const words = screen.getByTestId(testid.verdict).textContent ?? "";
  expect(words.replace(/\s/gu, " ")).toContain("Too many requests; try again at 2:05:07 PM");
});

test("a key that was never checked says so and offers to check now", async () => {
  await openWindow({ credentials: [credential("groq")] });
  expect(screen.getByTestId(testid.verdict).textContent).toContain("Not checked yet");
  expect(screen.getByTestId(testid.recheck).textContent).toBe("Check now");
});

test("a refused key of one region is asked after its region, and no other key is", async () => {
  const rejected = { status: "invalid", verdict: "rejected", checkedAt: minutesAgo(1) } as const;
  const { view } = await openWindow({
    credentials: [credential("moonshot", { ...rejected, region: "cn" })],
    providers: ALL_PROVIDERS,
  });
  expect(screen.getByTestId(testid.verdict).textContent).toContain("in its own region alone");
  view.unmount();
  await openWindow({ credentials: [credential("groq", rejected)] });
  expect(screen.getByTestId(testid.verdict).textContent).not.toContain("region");
});
