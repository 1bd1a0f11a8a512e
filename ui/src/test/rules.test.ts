import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";

const SOURCE = join(process.cwd(), "src");

const files = readdirSync(SOURCE, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({ path: relative(SOURCE, path), text: readFileSync(path, "utf8") }));

const own = files.filter(
  ({ path }) => !path.endsWith("bindings.ts") && !/\.test\.tsx?$/.test(path),
);

test("only ipc/ talks to the host", () => {
  const others = own.filter(
    ({ path, text }) => !path.startsWith("ipc") && text.includes("@tauri-apps"),
  );
  expect(others.map(({ path }) => path)).toEqual([]);
});

test("components speak through i18n", () => {
  const literal =
    />\s*[A-Za-z][a-z]+[^<>{}=;()]*<\/|(?:aria-label|title|placeholder|alt)="[A-Za-z]/;
  const speaking = own.filter(({ path, text }) => path.endsWith(".tsx") && literal.test(text));
  expect(speaking.map(({ path }) => path)).toEqual([]);
});

test("no key can reach web storage, the console or a mutation cache", () => {
  const leaky =
    /localStorage|sessionStorage|indexedDB|console\.(log|info|warn|error|debug)|useMutation|document\.cookie/;
  expect(own.filter(({ text }) => leaky.test(text)).map(({ path }) => path)).toEqual([]);
});

test("files stay small", () => {
  const long = own.filter(({ text }) => text.split("\n").length > 260);
  expect(long.map(({ path }) => path)).toEqual([]);
});
