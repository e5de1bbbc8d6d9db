import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { meaningOf, TERMS } from "./terms";

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
