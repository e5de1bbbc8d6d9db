import fc from "fast-check";
import { expect, test } from "vitest";
import { highlight, type TokenKind } from "./highlight";

const of = (kind: TokenKind, sql: string) =>
  highlight(sql)
    .filter((token) => token.kind === kind)
    .map(({ text }) => text);

test("keywords, names, values and numbers are told apart", () => {
  const sql = `ALTER ROLE "electric" CONNECTION LIMIT 25 PASSWORD 'SCRAM-SHA-256$4096:a'`;
  expect(of("keyword", sql)).toEqual(["ALTER", "ROLE", "CONNECTION", "LIMIT", "PASSWORD"]);
  expect(of("name", sql)).toEqual([`"electric"`]);
  expect(of("number", sql)).toEqual(["25"]);
  expect(of("string", sql)).toEqual([`'SCRAM-SHA-256$4096:a'`]);
});

test("a keyword inside a name or a value is part of it, and so is a doubled quotation mark", () => {
  const sql = `ALTER TABLE "public"."DROP ""TABLE"" x" OWNER TO "o'clock"`;
  expect(of("keyword", sql)).toEqual(["ALTER", "TABLE", "OWNER", "TO"]);
  expect(of("name", sql)).toEqual([`"public"`, `"DROP ""TABLE"" x"`, `"o'clock"`]);
  expect(of("string", "SELECT 'it''s' FROM x")).toEqual(["'it''s'"]);
});

test("an escaped value ends where Postgres ends it, a plain one does not know backslashes", () => {
  expect(of("string", String.raw`SELECT E'a\'b', 'c\', 'd'`)).toEqual([
    String.raw`E'a\'b'`,
    String.raw`'c\'`,
    "'d'",
  ]);
});

test("comments reach to the end of their line, dollar quotations to their own mark", () => {
  const sql = "-- GRANT nothing\nDO $body$ SELECT '$$' $body$";
  expect(of("comment", sql)).toEqual(["-- GRANT nothing"]);
  expect(of("string", sql)).toEqual(["$body$ SELECT '$$' $body$"]);
  expect(of("keyword", sql)).toEqual(["DO"]);
});

test("small words, and words of other alphabets, are no keywords", () => {
  expect(of("keyword", "select größe FROM ÄRGER pg_catalog.lower")).toEqual(["FROM"]);
});

test("whatever the text is, its pieces together are the text", () => {
  const piece = fc.constantFrom(
    "'",
    '"',
    "$",
    "$$",
    "E'",
    "\\",
    "--",
    "\n",
    " ",
    "GRANT",
    "ö",
    "😀",
    "7",
    "_x",
  );
  const text = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.array(piece).map((pieces) => pieces.join("")),
  );
  fc.assert(
    fc.property(text, (sql) => {
      expect(
        highlight(sql)
          .map((token) => token.text)
          .join(""),
      ).toBe(sql);
    }),
  );
});
