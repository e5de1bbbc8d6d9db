import { expect, test } from "vitest";
import { snapshotWith } from "@/lib/snapshot/fixture";
import type { SetRole } from "@/lib/snapshot/server";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { roleSetRole } from "./set-role";

const finding = (setRole: SetRole[] | null) =>
  judge(
    roleSetRole,
    snapshotWith((snapshot) => {
      if (setRole === null) snapshot.role = null;
      else if (snapshot.role) snapshot.role.setRole = setRole;
    }),
    defaultTarget,
  );
const acting = (scope: SetRole["scope"], mayReplicate = false): SetRole => ({
  scope,
  value: "app",
  mayBecome: true,
  mayReplicate,
});

test("it passes where nothing is fixed, and does not concern a role that is not there", () => {
  expect(finding([]).status).toBe("pass");
  expect(finding([{ ...acting("role"), mayBecome: false }]).status).toBe("pass");
  expect(finding(null).status).toBe("not applicable");
});

test("it warns, for Electric works so, and says that a role without REPLICATION drops no slot at a reset", () => {
  expect(finding([acting("role")])).toMatchObject({ status: "warn" });
  expect(finding([acting("role")]).found).toContain("pg_drop_replication_slot is refused");
  expect(finding([acting("role", true)])).toMatchObject({ status: "warn" });
  expect(finding([acting("role", true)]).found).not.toContain("pg_drop_replication_slot");
});

test.each([
  [
    "role in database",
    "ALTER ROLE electric IN DATABASE orders SET role",
    `ALTER ROLE "electric" IN DATABASE "orders" RESET role;`,
  ],
  ["role", "ALTER ROLE electric SET role", `ALTER ROLE "electric" RESET role;`],
  [
    "database",
    "ALTER DATABASE orders SET role",
    `ALTER ROLE "electric" IN DATABASE "orders" SET role = 'none';`,
  ],
  ["all roles", "ALTER ROLE ALL SET role", `ALTER ROLE "electric" IN DATABASE "orders" SET role = 'none';`],
] as const)(
  "fixed for the %s it names the statement, and the one that ends it for electric alone",
  (scope, made, sql) => {
    const { found, ways } = finding([acting(scope)]);
    expect(found).toContain(made);
    expect(ways[0]?.sql).toBe(sql);
  },
);
