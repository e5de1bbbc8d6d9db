import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");
const read = (file: string) => readFileSync(path.join(root, file), "utf8");

type Manifest = Record<"dependencies" | "devDependencies" | "optionalDependencies", Record<string, string>>;
const { dependencies, devDependencies, optionalDependencies }: Manifest = JSON.parse(read("package.json"));
const all = { ...dependencies, ...devDependencies, ...optionalDependencies };

test("every dependency has its reason in docs/dependencies.md, and none is there that went", () => {
  const rows = read("docs/dependencies.md").match(/^\|[^|]*\|/gm) ?? [];
  const told = rows.flatMap((row) => [...row.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
  expect(told.sort()).toEqual(Object.keys(all).sort());
});

test("every dependency is pinned to one version", () => {
  const loose = Object.entries(all).filter(
    ([, version]) => !/^(file:|npm:@?[\w/-]+@)?[\w./-]*$/.test(version) || /^[\^~*]|latest/.test(version),
  );
  expect(loose).toEqual([]);
});
