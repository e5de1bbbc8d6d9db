import { roleSetting } from "./role-setting";
import { expect, test } from "vitest";

const setting = (name: string, to: string) =>
  roleSetting.sql({ kind: "role setting", role: "electric", database: null, name, from: null, to });

test.each([
  [`"$user", public`, `'$user', 'public'`],
  [`public,"a ""b"", c"`, `'public', 'a "b", c'`],
  ["", "''"],
  [`""`, "''"],
])("a search_path of %s is a list whose names are quoted one by one", (value, sql) => {
  expect(setting("search_path", value)).toBe(`ALTER ROLE "electric" SET "search_path" = ${sql}`);
});

test("any other value is one literal, commas and all", () => {
  expect(setting("log_line_prefix", "a, b")).toBe(`ALTER ROLE "electric" SET "log_line_prefix" = 'a, b'`);
});
