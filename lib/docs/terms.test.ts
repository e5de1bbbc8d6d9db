import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { meaningOf, TERMS, termsIn } from "./terms";

test("the glossary of the documentation has the same words with the same meanings", () => {
  const text = readFileSync("docs/glossary.md", "utf8");
  const table = text.slice(text.indexOf("## Postgres and Electric"));
  const rows = [...table.matchAll(/^\| ([^|]+?) +\| ([^|]+?) +\|$/gm)]
    .map(([, word = "", meaning = ""]) => [word, meaning])
    .filter(([word = ""]) => word !== "word" && !word.startsWith("---"));
  expect(rows).toEqual(Object.entries(TERMS));
});

test("a meaning on the screen has no marks of Markdown", () => {
  expect(meaningOf("pool")).toBe(
    "The connections that Electric keeps open: ELECTRIC_DB_POOL_SIZE, 20 by default, and its own for administration.",
  );
});

test("the hard words of a text are found however they are written, and no part of another word is one", () => {
  expect(termsIn("Tables have REPLICA IDENTITY FULL; 3 publications, 2 WAL senders")).toEqual([
    "publication",
    "replica identity",
    "walsender",
    "WAL",
  ]);
  expect(termsIn("No slot yet")).toEqual(["replication slot"]);
  expect(termsIn("The wall of republications reshapes timeslots")).toEqual([]);
});
