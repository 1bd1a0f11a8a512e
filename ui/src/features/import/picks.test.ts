import { expect, test } from "vitest";
import { foundKey, inEnvironment, inFile } from "../../ipc/fake";
import { asked, choices, newPicks, picked, unpicked, withCopies } from "./picks";

const first = foundKey(0, "groq");
const second = foundKey(1, "groq");
const openai = foundKey(2, "openai", { state: "other" });
const mistral = foundKey(3, "mistral", {
  state: "same",
  places: [inEnvironment("MISTRAL_API_KEY"), inFile("MISTRAL_API_KEY", "/home/ada/.env", 4)],
});
const keys = [first, second, openai, mistral];

test("new keys are picked, one of a provider, and nothing that would replace another", () => {
  expect([...newPicks(keys)]).toEqual([0]);
});

test("picking a second key of a provider lets go of the first", () => {
  const both = picked(keys, picked(keys, newPicks(keys), openai), second);
  expect([...both].sort()).toEqual([1, 2]);
  expect([...unpicked(both, second)]).toEqual([2]);
});

test("only what takes the place of another key is asked to replace", () => {
  expect(asked(keys, new Set([2, 0]))).toEqual([
    { index: 0, replace: false },
    { index: 2, replace: true },
  ]);
});

test("keys that are in the vault already are no choice", () => {
  expect(choices(keys)).toEqual(
    new Map([
      ["groq", 2],
      ["openai", 1],
    ]),
  );
});

test("a copy of what the vault holds is told once, also where the import told of it", () => {
  const copy = {
    provider: "mistral",
    name: "Mistral",
    variable: "MISTRAL_API_KEY",
    path: "/home/ada/.env",
    line: 4,
  };
  expect(withCopies([], keys)).toEqual([copy]);
  expect(withCopies([copy], keys)).toEqual([copy]);
});
