import { expect, test } from "vitest";
import { aSlot, snapshotWith } from "@/lib/snapshot/fixture";
import type { Slot } from "@/lib/snapshot/replication";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { slotOrphans } from "./orphans";

const idle = { active: false, activePid: null, activeRole: null };
const judged = (...slots: Partial<Slot>[]) =>
  judge(
    slotOrphans,
    snapshotWith((snapshot) => void (snapshot.slots = slots.map((slot) => ({ ...aSlot, ...slot })))),
    defaultTarget,
  );

test("passes with the target's own slot, in use or not, and with foreign ones", () => {
  expect(judged({}).status).toBe("pass");
  expect(judged(idle, { ...idle, name: "debezium" }, { name: "electric_slot_blue" }).status).toBe("pass");
});

test("a temporary or physical slot is never an orphan", () => {
  const finding = judged(
    { ...idle, name: "electric_slot_0123", temporary: true },
    { ...idle, name: "electric_slot_standby", type: "physical" },
  );
  expect(finding.status).toBe("pass");
});

test("warns of idle Electric slots in any database, and drops each", () => {
  const finding = judged(
    { ...idle, name: "electric_slot_green", retainedBytes: 1_073_741_824 },
    { ...idle, name: "electric_slot_old", database: "billing", retainedBytes: null },
  );
  expect(finding).toMatchObject({ status: "warn", objects: ["electric_slot_green", "electric_slot_old"] });
  expect(finding.found).toContain("up to 1 GB of WAL");
  expect(finding.ways[0]?.sql).toBe(
    "SELECT pg_drop_replication_slot('electric_slot_green');\nSELECT pg_drop_replication_slot('electric_slot_old');",
  );
});

test("slots of Electric Cloud and of Electric 0.x are orphans too, and what only looks like one is not", () => {
  const finding = judged(
    { ...idle, name: "cloud_electric_slot_svc_x" },
    { ...idle, name: "electric_replication_out_shop" },
    { ...idle, name: "electric_replication_outage" },
    { name: "cloud_electric_slot_in_use" },
  );
  expect(finding.objects).toEqual(["cloud_electric_slot_svc_x", "electric_replication_out_shop"]);
  expect(finding.found).toContain("cloud_electric_slot_svc_x (Electric Cloud, database orders)");
});

test("is unknown when slots may not be seen", () => {
  const blind = snapshotWith((snapshot) => void (snapshot.slots = { unseen: true, grant: "GRANT …" }));
  expect(judge(slotOrphans, blind, defaultTarget).status).toBe("unknown");
});

test("the difference of two visits has a sentence for it", () => {
  expect(slotOrphans.moves?.came(1)).toBe("1 Electric slot was left behind");
  expect(slotOrphans.moves?.left(2)).toBe("2 Electric slots that were left behind are gone or in use again");
});
