import { describe, expect, test } from "vitest";
import { checks } from "@/lib/checks";
import { sourceFiles, textOf } from "./sources";

/** A check's own file, the remedies and manual steps that declare what they fix, errors that name their checks, and texts for tests. */
const DECLARES =
  /^lib\/(?:checks|repair\/(?:remedies|manual-steps\/kinds)|troubleshoot\/entries)\/|^lib\/repair\/plan\/example\.ts$/;
const TESTS = /\.(?:test|spec)\.tsx?$|\.real\.|\/(?:testing|faults)[./]|\bfixture\.tsx?$|^e2e\/|testing\.ts$/;

const IDS: ReadonlySet<string> = new Set(checks.map(({ id }) => id));

/** Returns the ids of checks that stand as literals in a text. */
const idsIn = (text: string): string[] =>
  [...text.matchAll(/["'`]([a-z]+\.[a-z_0-9]+)["'`]/g)].flatMap(([, word = ""]) =>
    IDS.has(word) ? [word] : [],
  );

describe("the id of a check", () => {
  test("stands in its own file, its test and what fixes it, and nowhere else", () => {
    const others = sourceFiles.filter((file) => !DECLARES.test(file) && !TESTS.test(file));
    expect(others.length).toBeGreaterThan(800);
    expect(others.flatMap((file) => idsIn(textOf(file)).map((id) => `${file}: ${id}`))).toEqual([]);
  });

  test("stands in exactly one file of the checks", () => {
    const own = sourceFiles.filter((file) => file.startsWith("lib/checks/") && !TESTS.test(file));
    const found = own.flatMap((file) => idsIn(textOf(file)));
    expect(found.toSorted()).toEqual([...IDS].toSorted());
  });

  test.each(['id === "role.exists"', "new Set(['slot.lag'])", "`tables.kind`"])("is found in %s", (text) => {
    expect(idsIn(text)).toHaveLength(1);
  });
});
