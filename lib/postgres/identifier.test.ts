import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  displayName,
  displayRelation,
  ImpossibleName,
  quoteIdentifier,
  quoteLiteral,
  quoteRelation,
} from "./identifier";

const bytesOf = (text: string) => new TextEncoder().encode(text).length;
const name = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 63 })
  .filter((text) => !text.includes("\0") && bytesOf(text) <= 63);
const text = fc.string({ unit: "grapheme" }).filter((some) => !some.includes("\0"));

/** Returns what Postgres' scanner makes of a quoted identifier: everything between the quotes, each pair of quotes one. */
function readIdentifier(sql: string): string {
  const [, inner = ""] = /^"((?:[^"]|"")*)"$/.exec(sql) ?? [];
  return inner.replaceAll('""', '"');
}

/** Returns what the scanner makes of a literal, in the plain form and in the E'' form (PostgreSQL docs, 4.1.2). */
function readLiteral(sql: string): string {
  const [, escape, inner = ""] = /^ ?(E?)'((?:[^']|'')*)'$/.exec(sql) ?? [];
  const single = inner.replaceAll("''", "'");
  return escape === "E" ? single.replaceAll("\\\\", "\\") : single;
}

describe("quoteIdentifier", () => {
  test("is read back as the same name, whatever is in it", () => {
    fc.assert(
      fc.property(name, (given) => {
        expect(readIdentifier(quoteIdentifier(given))).toBe(given);
      }),
    );
  });

  test.each([
    ["orders", '"orders"'],
    ["Order Items", '"Order Items"'],
    ["select", '"select"'],
    ['it"s', '"it""s"'],
    ['"', '""""'],
    ["🚀", '"🚀"'],
    ['x"; DROP TABLE users; --', '"x""; DROP TABLE users; --"'],
    ["back\\slash", '"back\\slash"'],
  ])("%s becomes %s", (given, sql) => expect(quoteIdentifier(given)).toBe(sql));

  test("takes 63 bytes and no more, counted in bytes and not in characters", () => {
    expect(quoteIdentifier("x".repeat(63))).toHaveLength(65);
    expect(quoteIdentifier("🚀".repeat(15) + "xyz")).toContain("xyz");
    expect(() => quoteIdentifier("x".repeat(64))).toThrow(ImpossibleName);
    expect(() => quoteIdentifier("🚀".repeat(16))).toThrow(ImpossibleName);
    expect(() => quoteIdentifier("é".repeat(32))).toThrow(ImpossibleName);
  });

  test("refuses an empty name and NUL", () => {
    expect(() => quoteIdentifier("")).toThrow(ImpossibleName);
    expect(() => quoteIdentifier("a\0b")).toThrow(ImpossibleName);
  });
});

describe("quoteLiteral", () => {
  test("is read back as the same text, whatever is in it", () => {
    fc.assert(
      fc.property(text, (given) => {
        expect(readLiteral(quoteLiteral(given))).toBe(given);
      }),
    );
  });

  test.each([
    ["", "''"],
    ["it's", "'it''s'"],
    ["a\\b", " E'a\\\\b'"],
    ["\\'", " E'\\\\'''"],
  ])("%j becomes %s", (given, sql) => expect(quoteLiteral(given)).toBe(sql));

  test("refuses NUL", () => expect(() => quoteLiteral("a\0")).toThrow(ImpossibleName));
});

test("a relation is both parts, each quoted", () => {
  expect(quoteRelation({ schema: "My.App", name: "a.b" })).toBe('"My.App"."a.b"');
});

test("a name is displayed bare only where its letters allow, so that two names never look alike", () => {
  expect(displayName("orders_2")).toBe("orders_2");
  expect(displayName("Orders")).toBe('"Orders"');
  expect(displayName("2fa")).toBe('"2fa"');
  const tricky = fc.stringMatching(/^[a.A"]{1,3}$/);
  fc.assert(
    fc.property(tricky, tricky, tricky, tricky, (a, b, c, d) => {
      const same = a === c && b === d;
      const one = displayRelation({ schema: a, name: b });
      expect(one === displayRelation({ schema: c, name: d })).toBe(same);
    }),
  );
});

test.each([
  ["a\u202eb", 'U&"a\\202Eb"'],
  ["line\nbreak", 'U&"line\\000Abreak"'],
  ["or\u200bders", 'U&"or\\200Bders"'],
  ['"\\\u{e0041}', 'U&"""\\\\\\+0E0041"'],
  ["back\\slash", '"back\\slash"'],
  ["👩\u200d🚀", '"👩\u200d🚀"'],
])(
  "a name with hidden characters is displayed with escapes and changes no text around it: %j",
  (name, shown) => expect(displayName(name)).toBe(shown),
);
