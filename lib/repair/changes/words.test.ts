import { expect, test } from "vitest";
import { namedObject } from "./words";

const plain = { schema: "public", name: "plain" };

test("a function is named with the types that it is called with, as people write them", () => {
  const types = [
    { schema: "pg_catalog", name: "text" },
    { schema: "pg_catalog", name: "_int4" },
    { schema: "sales", name: "Mood" },
  ];
  expect(namedObject({ type: "routine", ...plain, arguments: types })).toBe(
    'public.plain(text, int4[], sales."Mood")',
  );
  expect(namedObject({ type: "routine", ...plain, arguments: [] })).toBe("public.plain()");
});

test("a schema and a database are named with what they are, what is in a schema with its schema", () => {
  expect(namedObject({ type: "schema", name: "sales" })).toBe("the schema sales");
  expect(namedObject({ type: "database", name: "Shop" })).toBe('the database "Shop"');
  expect(namedObject({ type: "sequence", ...plain })).toBe("public.plain");
});
