import { expect, test } from "vitest";
import { proposedName } from "./proposed-name";

test.each([
  ["shop", "db.example.com", "shop"],
  ["postgres", "db.orders.example.com", "orders"],
  ["neondb", "ep-cool-1234.eu-central-1.aws.neon.tech", "ep-cool-1234"],
  ["postgres", "127.0.0.1", "postgres"],
  ["postgres", "::1", "postgres"],
  ["postgres", "localhost", "postgres"],
  ["", "", ""],
  ["", "billing.internal", "billing"],
])("database “%s” at “%s” is proposed as “%s”", (database, host, name) => {
  expect(proposedName({ database, host }, [])).toBe(name);
});

test("a name that is taken gets the first free number, whatever its letters' case", () => {
  expect(proposedName({ database: "shop", host: "h" }, ["Shop"])).toBe("shop 2");
  expect(proposedName({ database: "shop", host: "h" }, ["shop", "Shop 2 "])).toBe("shop 3");
});

test("no name is longer than the form takes", () => {
  const database = "x".repeat(200);
  expect(proposedName({ database, host: "h" }, [])).toHaveLength(80);
  expect(proposedName({ database, host: "h" }, ["x".repeat(80)]).length).toBeLessThanOrEqual(80);
});
