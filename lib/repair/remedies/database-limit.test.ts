import { expect, test } from "vitest";
import { databaseLimit } from "./database-limit";
import { statementsOf } from "./fixture";

test("the limit of the database is raised to what a deploy takes beside the others, and never lowered", () => {
  const limit = (connectionLimit: number | null) =>
    statementsOf(databaseLimit, {
      snapshot: ({ database }) => void (database.connectionLimit = connectionLimit),
    });
  // 24 for Electric during a deploy, 6 of the application.
  expect(limit(10)).toEqual([`ALTER DATABASE "orders" CONNECTION LIMIT 30`]);
  expect(limit(500)).toEqual([]);
  expect(limit(null)).toEqual([]);
});
