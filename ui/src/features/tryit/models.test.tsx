import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import type { ModelView, TryRequest } from "../../ipc";
import { daysAgo, type FakeState, manyModels, model, SETTINGS, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { openWindow } from "../../test/window";
import { entriesOf } from "../models/entry";
import { triable } from "./models";

const picker = () => screen.getByTestId(testid.tryModel);
const options = () => screen.queryAllByTestId(testid.tryModelOption);

async function openTry(models: readonly ModelView[], change: Partial<FakeState> = {}) {
  const opened = await openWindow({
    credentials: [valid("groq"), valid("openai")],
    models: { groq: models, openai: [model("gpt-sample")] },
    settings: { ...SETTINGS, tryTold: true },
    ...change,
  });
  await opened.user.click(await screen.findByTestId(testid.tryToggle));
  return opened;
}

test("models that chat come first, those that are gone not at all", () => {
  const listed = entriesOf(
    [
      model("a-embed-large"),
      model("b-paints", { outputModalities: ["image"] }),
      model("c-gone", { goneSince: daysAgo(3) }),
      model("d-talks"),
      model("e-whisper", { capabilities: ["chat"] }),
    ],
    0,
  );
  expect(triable(listed).map((entry) => entry.model.id)).toEqual([
    "d-talks",
    "e-whisper",
    "a-embed-large",
    "b-paints",
  ]);
});

test("one of ten thousand models is found by its words and chosen with the keyboard", async () => {
  const { shell, user } = await openTry(manyModels(10_000));
  await user.click(picker());
  await user.type(await screen.findByTestId(testid.tryModelSearch), "vendor-7 model-97");
  await waitFor(() => expect(options()[0]?.dataset.model).toBe("vendor-7/model-97"));
  expect(options().length).toBeLessThan(100);
  await user.keyboard("{ArrowDown}{ArrowUp}{Enter}");
  await waitFor(() => expect(picker().dataset.model).toBe("vendor-7/model-97"));
  await waitFor(() => expect(document.activeElement).toBe(picker()));
  await user.type(screen.getByTestId(testid.tryPrompt), "Hi");
  await user.click(screen.getByTestId(testid.trySend));
  await screen.findByTestId(testid.tryEnd);
  const { request } = shell.asked("try_model")[0] as { request: TryRequest };
  expect(request.model).toBe("vendor-7/model-97");
}, 30_000);

test("Esc closes the choice and nothing else", async () => {
  const { user } = await openTry([model("one"), model("two")]);
  await user.click(picker());
  await screen.findByTestId(testid.tryModelSearch);
  await user.keyboard("{Escape}");
  await waitFor(() => expect(options()).toHaveLength(0));
  expect(picker().dataset.model).toBe("one");
  expect(screen.getByTestId(testid.detail).dataset.provider).toBe("groq");
});

test("the model tried last is chosen again when its key is looked at again", async () => {
  const { user } = await openTry([model("one"), model("two")]);
  await user.click(picker());
  await user.click(
    await waitFor(() => {
      const two = options().find((each) => each.dataset.model === "two");
      if (!two) throw new Error("no such option yet");
      return two;
    }),
  );
  await user.type(screen.getByTestId(testid.tryPrompt), "Hi");
  await user.click(screen.getByTestId(testid.trySend));
  await screen.findByTestId(testid.tryEnd);
  await user.click(screen.getByTestId(testid.credential("openai")));
  await user.click(await screen.findByTestId(testid.tryToggle));
  expect(picker().dataset.model).toBe("gpt-sample");
  await user.click(screen.getByTestId(testid.credential("groq")));
  await user.click(await screen.findByTestId(testid.tryToggle));
  expect(picker().dataset.model).toBe("two");
});
