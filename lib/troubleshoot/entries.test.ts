import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { checks } from "@/lib/checks";
import { AREAS, entries, entriesOfCheck, entryOf } from "./entries";

const sentences = (text: string): number => text.match(/[.!?](?:\s|$)/g)?.length ?? 0;

test("each file of an entry is listed once, under its slug", () => {
  const files = readdirSync("lib/troubleshoot/entries").map((file) => file.replace(/\.ts$/, ""));
  expect(entries.map(({ slug }) => slug).sort()).toEqual(files.sort());
  expect(AREAS.every(({ entries: some }) => some.length > 0)).toBe(true);
});

test("each slug fits an address, and each text the room that a page has for it", () => {
  for (const { slug, title, meaning, electric, steps } of entries) {
    expect(slug).toMatch(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
    expect(title.length, slug).toBeLessThan(80);
    expect(sentences(meaning), meaning).toBeLessThanOrEqual(2);
    for (const text of [meaning, electric, ...steps.map(({ says }) => says)]) expect(text).toMatch(/[.…]$/);
  }
});

test("patterns are in lower case and have nothing that squeezed text does not have, and no wildcard without an end", () => {
  for (const { source, flags } of entries.flatMap(({ patterns }) => patterns)) {
    expect(source.replace(/\\[SDWpLNu]/g, "")).not.toMatch(/[A-Z]/);
    expect(source).not.toMatch(/\\s|\\b|\[\^ \]|[.\]\w)][*+]/);
    expect(flags).toBe("");
  }
});

test("each entry names checks that exist, each once", () => {
  const known = new Set<string>(checks.map(({ id }) => id));
  for (const { slug, checks: named } of entries) {
    expect(new Set(named).size, slug).toBe(named.length);
    for (const id of named) expect(known, slug).toContain(id);
  }
});

test("the slugs that others link to are there", () => {
  for (const slug of [
    "too-many-connections",
    "permission-denied-for-schema",
    "must-be-owner-of-table",
    "replication-slot-does-not-support-failover",
  ])
    expect(entryOf(slug)?.slug).toBe(slug);
  expect(entryOf("constructor")).toBeUndefined();
});

test("the entries of a check begin with those that name it first", () => {
  const found = entriesOfCheck("tables.ownership");
  expect(found[0]?.checks[0]).toBe("tables.ownership");
  expect(found.map(({ slug }) => slug)).toContain("must-be-owner-of-table");
  expect(entriesOfCheck("no.such")).toEqual([]);
});
