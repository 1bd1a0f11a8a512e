import { expect, test } from "vitest";
import { fitting } from "./fitting";

const WIDTHS = [50, 80, 100, 60, 90];

test.each([
  ["all of them where there is room", 380, 0, [0, 1, 2, 3, 4]],
  ["the first ones and the button", 300, 0, [0, 1, 2]],
  ["the one in use in place of the last", 300, 4, [0, 1, 4]],
  ["the one in use, also beside nothing", 120, 2, [2]],
  ["the one in use, also where there is no room at all", 0, 0, [0]],
])("it shows %s", (_what, room, used, shown) => {
  expect(fitting(WIDTHS, 60, room, used)).toEqual(shown);
});
