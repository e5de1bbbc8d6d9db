import fc from "fast-check";
import { loadModule, parseSync } from "libpg-query";
import { beforeAll, expect, test } from "vitest";
import { quoteIdentifier, quoteLiteral } from "./identifier";
import { inParentheses, isExpression } from "./expression";

beforeAll(() => loadModule());

test.each([
  "(id > 5)",
  "((a)::text = 'it''s; -- /* $$ here'::text)",
  String.raw`(a = E'back\\slash and \' quote')`,
  `("a;b" = ANY (ARRAY['x'::text, 'y'::text]))`,
  "((a - 1) / 2 * -(3) > (0)::double precision)",
  "((doc -> 'k'::text) IS NOT NULL)",
  "(type = 'x'::text)",
])("what Postgres writes is an expression: %s", (sql) => {
  expect(isExpression(sql)).toBe(true);
});

test.each([
  "",
  " ",
  "true); DROP TABLE orders; --",
  "true) WITH (publish = 'insert'",
  "(true",
  "true -- ",
  "true /* ",
  "'open",
  `"open`,
  "a = $$x$$",
  "a = $1",
  String.raw`a = 'x\'`,
  String.raw`a = E'x'
'\'; DROP TABLE orders; --'`,
  String.raw`date'\'; DROP TABLE orders; --'`,
  String.raw`é'\'; DROP TABLE orders; --'`,
  String.raw`🚀e'\'; DROP TABLE orders; --'`,
  "a;b",
  "a\0b",
])("what would not stand alone between parentheses is none: %j", (sql) => {
  expect(isExpression(sql)).toBe(false);
  expect(() => inParentheses(sql)).toThrow("no expression");
});

/** Pieces of SQL, and of what breaks out of it. */
const piece = fc.oneof(
  fc.constantFrom(
    ...[
      "(",
      ")",
      "'",
      "''",
      '"',
      "E'",
      "e'",
      "\\",
      "\\'",
      ";",
      "--",
      "/*",
      "*/",
      "$$",
      "$a$",
      "U&'",
      'U&"',
      "B'",
    ],
    ...[
      "\n",
      " ",
      "a",
      "é",
      "1",
      "=",
      "-",
      "/",
      "DROP TABLE x",
      "WITH",
      "OR",
      "true",
      "date",
      "\u00a0",
      "🚀",
    ],
  ),
  fc.string({ unit: "grapheme", maxLength: 3 }),
);

test("whatever passes for one is, for Postgres' own parser, inside the parentheses of one statement or no SQL at all", () => {
  let parsed = 0;
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join("")),
      (sql) => {
        if (!isExpression(sql)) return;
        let stmts;
        try {
          ({ stmts = [] } = parseSync(`ALTER PUBLICATION p ADD TABLE ONLY t WHERE ${inParentheses(sql)}`));
        } catch {
          return;
        }
        parsed += 1;
        expect(stmts).toHaveLength(1);
        const { pubobjects = [], ...rest } = Object(stmts[0]?.stmt).AlterPublicationStmt;
        expect(rest).toEqual({ pubname: "p", action: "AP_AddObjects" });
        expect(pubobjects).toHaveLength(1);
      },
    ),
    { numRuns: 5_000 },
  );
  expect(parsed).toBeGreaterThan(100);
});

test("quoted names and literals of any text are let through", () => {
  const text = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 4 })
    .filter((some) => !some.includes("\0"));
  fc.assert(
    fc.property(text, text, (name, value) => {
      expect(isExpression(`(${quoteIdentifier(name)} =${quoteLiteral(value)}::text)`)).toBe(true);
    }),
  );
});
