import { fireEvent, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { FAKE_GROQ_KEY, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { chooseProfile, holdBack, openWindow, shown } from "../../test/window";

const twoProfiles = () => ({
  credentials: [valid("groq"), valid("openai")],
  elsewhere: { work: [valid("groq", { profile: "work" })] },
  profiles: [
    { name: "default", isDefault: true, credentials: 2 },
    { name: "work", isDefault: false, credentials: 1 },
  ],
});

test("a revealed key does not stay when another profile is chosen", async () => {
  const { user } = await openWindow(twoProfiles());
  await chooseProfile(user, "work");
  await chooseProfile(user, "default");
  fireEvent.click(screen.getByTestId(testid.revealKey));
  await screen.findByTestId(testid.revealedKey);
  await chooseProfile(user, "work");
  await screen.findByRole("region", { name: "Groq" });
  expect(shown(testid.revealedKey)).toBeNull();
  expect(document.documentElement.outerHTML).not.toContain(FAKE_GROQ_KEY);
});

test("a key that arrives for another profile is not shown", async () => {
  const { shell, user } = await openWindow(twoProfiles());
  const answer = holdBack(shell, "reveal_api_key");
  fireEvent.click(screen.getByTestId(testid.revealKey));
  await chooseProfile(user, "work");
  await answer();
  expect(shown(testid.revealedKey)).toBeNull();
});
