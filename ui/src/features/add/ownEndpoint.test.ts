import { expect, test } from "vitest";
import { addressIn, asSlug } from "./ownEndpoint";

test.each([
  ["llama.cpp", "llama-cpp"],
  ["My Gateway", "my-gateway"],
  ["  --Büro_2 ", "buro_2"],
  ["a".repeat(70), "a".repeat(63)],
  ["§§", ""],
])("%o becomes the name %o", (typed, slug) => {
  expect(asSlug(typed)).toBe(slug);
});

test.each([
  ["https://llm.example.org/v1", "https://llm.example.org/v1"],
  [" http://localhost:8080 ", "http://localhost:8080"],
  ["localhost:8080/v1", "http://localhost:8080/v1"],
  ["127.0.0.1:1234", "http://127.0.0.1:1234"],
  ["groq", null],
  ["localhosts", null],
  ["", null],
])("the address in %o is %o", (typed, address) => {
  expect(addressIn(typed)).toBe(address);
});
