import { expect, test } from "vitest";
import { snapshotWith } from "@/lib/snapshot/fixture";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { serverWalKeep } from "./wal-keep";

const judged = (limit: number | null) =>
  judge(
    serverWalKeep,
    snapshotWith(({ server }) => void (server.maxSlotWalKeepBytes = limit)),
    defaultTarget,
  );

test("passes with 4 GB and more", () => {
  expect(judged(4 * 1024 ** 3)).toMatchObject({ status: "pass", found: "At most 4 GB are kept for a slot." });
});

test("warns below, and without a limit, each for its own reason", () => {
  expect(judged(1024 ** 3)).toMatchObject({ status: "warn", found: "max_slot_wal_keep_size is 1 GB" });
  expect(judged(0).status).toBe("warn");
  expect(judged(null).found).toContain("the disk can fill");
});

test("offers a value that needs no restart", () => {
  expect(judged(null).ways[0]?.sql).toBe(
    "ALTER SYSTEM SET max_slot_wal_keep_size = '10GB';\nSELECT pg_reload_conf();",
  );
});
