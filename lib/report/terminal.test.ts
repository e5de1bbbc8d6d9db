import fc from "fast-check";
import { expect, test } from "vitest";
import { plain, plainJson, plainSql, plainText } from "./terminal";

const HOSTILE = "\u001b[31mred\u001b]0;title\u0007\u009b2J\u202eevil\u2066\u0000\u007f\r\nnext";
const obeyed = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u;

test("nothing that a terminal would obey is left, and a sign stands in its place", () => {
  expect(plain(HOSTILE)).not.toMatch(obeyed);
  expect(plain("a\u001bb")).toBe("a\ufffdb");
});

test("whatever the text, the result is as long and obeys nobody", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const shown = plain(text);
      return shown.length === text.length && !obeyed.test(shown);
    }),
  );
});

test("letters of every script, emoji and accents stay as they are", () => {
  expect(plain("Übersicht 🚀 👩‍💻 заказы 注文 e\u0301")).toBe("Übersicht 🚀 👩‍💻 заказы 注文 e\u0301");
});

test("SQL keeps its lines, and says when it is not what has to be run", () => {
  expect(plainSql("BEGIN;\nCOMMIT;")).toEqual(["BEGIN;", "COMMIT;"]);
  expect(plainSql('DROP TABLE "a\u001b";')).toEqual([
    expect.stringMatching(/^-- .*JSON/),
    'DROP TABLE "a\ufffd";',
  ]);
});

test("a line break in a name starts no line, and a quotation mark in a comment opens nothing", () => {
  expect(plainSql('-- it\'s "one\nALTER TABLE "a\nREADY" ADD "b""\n";\nCOMMIT;').slice(1)).toEqual([
    "-- it's \"one",
    'ALTER TABLE "a\ufffdREADY" ADD "b""\ufffd";',
    "COMMIT;",
  ]);
});

test("JSON stays the same data", () => {
  const text = plainJson({ name: HOSTILE });
  expect(text.replaceAll("\n", "")).not.toMatch(obeyed);
  expect(JSON.parse(text)).toEqual({ name: HOSTILE });
});

test("a query keeps its tabs and lines, and reorders nothing", () => {
  expect(plainText("SELECT\t1,\r\n'\u202e\u001b'")).toBe("SELECT\t1,\r\n'\ufffd\ufffd'");
});
