import { expect, test } from "vitest";
import { aSlot, snapshotWith } from "@/lib/snapshot/fixture";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { serverReplicationSlots } from "./replication-slots";

const others = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ ...aSlot, name: `cdc_${at}`, active: at > 0 }));

const judged = (max: number, slots: (typeof aSlot)[]) =>
  judge(
    serverReplicationSlots,
    snapshotWith((snapshot) => {
      snapshot.server.maxReplicationSlots = max;
      snapshot.slots = slots;
    }),
    defaultTarget,
  );

test("passes with two free", () => {
  expect(judged(4, others(2))).toMatchObject({ status: "pass", found: "2 for Electric (2 of 4 in use)." });
});

test("counts Electric's own slot as free for it", () => {
  expect(judged(2, [aSlot])).toMatchObject({
    status: "pass",
    found: "2 for Electric, its own included (1 of 2 in use).",
  });
  expect(judged(1, [aSlot]).status).toBe("warn");
});

test("warns with one free", () => {
  expect(judged(3, others(2)).status).toBe("warn");
});

test("fails with none, with the value and its sum, and the slots that nobody reads", () => {
  const finding = judged(12, others(12));
  expect(finding).toMatchObject({
    status: "fail",
    needed: "max_replication_slots of at least 14 (12 others + 2 for Electric)",
  });
  expect(finding.ways[0]?.sql).toBe("ALTER SYSTEM SET max_replication_slots = '14';");
  expect(finding.ways[1]?.sql).toBe(
    "-- only those that are not needed\nSELECT pg_drop_replication_slot('cdc_0');",
  );
});

test("fails on a server without any", () => {
  expect(judged(0, []).status).toBe("fail");
});

test("is unknown when the slots cannot be seen", () => {
  const blind = snapshotWith((snapshot) => void (snapshot.slots = { unseen: true, grant: "GRANT x TO y;" }));
  const finding = judge(serverReplicationSlots, blind, defaultTarget);
  expect(finding.status).toBe("unknown");
  expect(finding.ways[0]?.sql).toBe("GRANT x TO y;");
});
