import fc from "fast-check";
import { expect, test } from "vitest";
import { displayRelation } from "@/lib/postgres/identifier";
import { readSchemaName, readTableName } from "./table-name";

test.each([
  ["orders", { schema: "public", name: "orders" }],
  ["Public.Orders", { schema: "public", name: "orders" }],
  ['"My.App"."a.b"', { schema: "My.App", name: "a.b" }],
  ['public."it""s"', { schema: "public", name: 'it"s' }],
  [' "🚀" ', { schema: "public", name: "🚀" }],
  ['u&"a\\202Eb"', { schema: "public", name: "a\u202eb" }],
  ["select.items", { schema: "select", name: "items" }],
])("%s is read as SQL reads it", (text, name) => {
  expect(readTableName(text)).toEqual(name);
});

test.each(["", "a.b.c", "Order Items", 'a."', "a-b", "1a"])("%j is no table name", (text) => {
  expect(readTableName(text)).toBeNull();
});

test("a schema name has one part", () => {
  expect(readSchemaName('"My.App"')).toBe("My.App");
  expect(readSchemaName("a.b")).toBeNull();
});

test("what is displayed is read back the same, whatever the name", () => {
  const name = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
    .filter((text) => !text.includes("\0"));
  const hidden = fc.stringMatching(/^[a"\\\u0007\u00ad\u200b\u202e\u{e0041}]{1,6}$/u);
  fc.assert(
    fc.property(fc.oneof(name, hidden), fc.oneof(name, hidden), (schema, table) => {
      expect(readTableName(displayRelation({ schema, name: table }))).toEqual({ schema, name: table });
    }),
  );
});
