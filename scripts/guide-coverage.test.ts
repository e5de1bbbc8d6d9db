import { existsSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { checkOf } from "@/lib/checks";
import { entryOf } from "@/lib/troubleshoot/entries";
import { textOf } from "./sources";

const ROOT = path.resolve(import.meta.dirname, "..");
const guide = textOf("docs/guide-coverage.md");

/** Returns the references of one kind in the map of the guide, each once. */
const references = (kind: string): string[] => [
  ...new Set([...guide.matchAll(new RegExp(`\`${kind}:([^\`]+)\``, "g"))].map(([, name = ""]) => name)),
];

test("every check, error and page that the map of the guide names is there", () => {
  const [checks, errors, pages] = [references("check"), references("error"), references("page")];
  expect([checks.length, errors.length, pages.length].every((length) => length > 5)).toBe(true);
  expect(checks.filter((id) => checkOf(id) === undefined)).toEqual([]);
  expect(errors.filter((slug) => entryOf(slug) === undefined)).toEqual([]);
  const groups = ["app/(app)", "app"];
  expect(
    pages.filter((page) => !groups.some((group) => existsSync(path.join(ROOT, group, page, "page.tsx")))),
  ).toEqual([]);
});

test("every row of the map leads somewhere", () => {
  const rows = guide
    .split("\n")
    .filter((line) => line.startsWith("| ") && !/^\| (?:-|Part of the guide|The guide says)/.test(line));
  expect(rows.length).toBeGreaterThan(30);
  expect(rows.filter((row) => !/`(?:check|error|page):/.test(row))).toEqual([]);
});
