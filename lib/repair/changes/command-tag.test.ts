import { expect, test } from "vitest";
import { tagsFiring } from "./command-tag";

const OURS = ["ALTER PUBLICATION", "ALTER TABLE", "GRANT"];

test("an event trigger without tags fires at every statement that can raise its event", () => {
  const of = (event: string) => tagsFiring({ event, tags: null }, OURS);
  expect(of("ddl_command_start")).toEqual(OURS);
  expect(of("ddl_command_end")).toEqual(OURS);
  expect(of("sql_drop")).toEqual(["ALTER PUBLICATION"]);
  expect(of("table_rewrite")).toEqual([]);
  expect(of("login")).toEqual([]);
});

test("an event trigger with tags fires at those alone", () => {
  expect(tagsFiring({ event: "ddl_command_end", tags: ["GRANT", "CREATE TABLE"] }, OURS)).toEqual(["GRANT"]);
  expect(tagsFiring({ event: "sql_drop", tags: ["GRANT"] }, OURS)).toEqual([]);
});
