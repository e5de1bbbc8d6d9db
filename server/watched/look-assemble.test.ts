import { expect, test } from "vitest";
import { grantFor, strongest } from "./look-assemble";
import type { Facts } from "./look-rows";

const facts = (closed: Partial<Facts>): Facts => ({
  versionNum: 170004,
  version: "17.4",
  pid: 4711,
  visitor: "look er",
  closedViews: [],
  closedFunctions: [],
  ...closed,
});

test("needs no grant for what is open", () => {
  expect(grantFor("slots", facts({}))).toBeNull();
});

test("grants exactly what is closed, views and functions, a statement a line", () => {
  const closed = facts({
    closedViews: ["pg_catalog.pg_stat_replication", "pg_catalog.pg_locks"],
    closedFunctions: ["pg_catalog.pg_stat_get_activity(integer)"],
  });
  expect(grantFor("activity", closed)).toBe(
    [
      'GRANT SELECT ON pg_catalog.pg_stat_replication TO "look er";',
      'GRANT EXECUTE ON FUNCTION pg_catalog.pg_stat_get_activity(integer) TO "look er";',
    ].join("\n"),
  );
});

test("keeps the first setting of each name", () => {
  const near = { scope: "role", name: "lock_timeout", value: "1s" } as const;
  const other = { scope: "database", name: "work_mem", value: "4MB" } as const;
  const far = { scope: "database", name: "lock_timeout", value: "9s" } as const;
  expect(strongest([near, other, far])).toEqual([near, other]);
});
