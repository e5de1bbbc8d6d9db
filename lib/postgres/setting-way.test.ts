import { expect, test } from "vitest";
import { settingWay } from "./setting-way";

test("on a server of one's own it is a statement, and a reload where that is enough", () => {
  expect(settingWay("other", "max_slot_wal_keep_size", "10GB")).toEqual({
    says: "Set max_slot_wal_keep_size to 10GB. A superuser does it with ALTER SYSTEM, or in postgresql.conf. It needs no restart.",
    sql: "ALTER SYSTEM SET max_slot_wal_keep_size = '10GB';\nSELECT pg_reload_conf();",
  });
  expect(settingWay("other", "max_connections", 60).sql).toBe("ALTER SYSTEM SET max_connections = '60';");
});

test("a provider's own way is named, with what its restart does", () => {
  const { says, sql } = settingWay("planetscale", "max_connections", 60);
  expect(says).toContain("Set max_connections to 60.");
  expect(says).toContain("Clusters → branch → Parameters");
  expect(says).toContain("ends with a switchover");
  expect(sql).toBeUndefined();
  expect(settingWay("rds", "wal_level", "logical").says).toContain("rds.logical_replication to 1");
});
