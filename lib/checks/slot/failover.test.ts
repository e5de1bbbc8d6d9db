import { expect, test } from "vitest";
import { aSlot, snapshotWith } from "@/lib/snapshot/fixture";
import type { Slot } from "@/lib/snapshot/replication";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget, type Target } from "@/lib/target/schema";
import { judge } from "../judge";
import { slotFailover } from "./failover";

const planetscale = (snapshot: ReachedSnapshot) => void (snapshot.connection.provider = "planetscale");
const judged = (
  slot: Partial<Slot> | null,
  target: Partial<Target> = {},
  change: (snapshot: ReachedSnapshot) => void = planetscale,
) =>
  judge(
    slotFailover,
    snapshotWith((snapshot) => {
      snapshot.slots = slot === null ? [] : [{ ...aSlot, ...slot }];
      change(snapshot);
    }),
    { ...defaultTarget, ...target },
  );

test("passes on a failover slot", () => {
  expect(judged({ failover: true }).status).toBe("pass");
});

test("fails where the provider demands one and the slot is none", () => {
  const finding = judged({ failover: false });
  expect(finding).toMatchObject({ status: "fail", objects: ["electric_slot_default"] });
  expect(finding.ways.map(({ sql }) => sql)).toEqual([
    "ALTER_REPLICATION_SLOT electric_slot_default (FAILOVER true);",
    "SELECT pg_drop_replication_slot('electric_slot_default');\nSELECT pg_create_logical_replication_slot('electric_slot_default', 'pgoutput', false, false, true);",
    undefined,
  ]);
});

test("warns where one is useful and the slot is none", () => {
  expect(judged({ failover: false }, { environment: "staging" }).status).toBe("warn");
});

test("warns while there is no slot, and makes the publication first where it is missing", () => {
  const finding = judged(null, {}, (snapshot) => {
    planetscale(snapshot);
    snapshot.publication = null;
  });
  expect(finding.status).toBe("warn");
  expect(finding.ways[0]?.sql).toMatch(
    /^CREATE PUBLICATION .*\nALTER PUBLICATION .*\nSELECT pg_create_logical/,
  );
});

test("a temporary slot cannot be changed: the way is to do without it", () => {
  const finding = judged({ failover: false, temporary: true });
  expect(finding.ways[0]?.says).toContain("CLEANUP_REPLICATION_SLOTS_ON_SHUTDOWN");
});

test("does not apply below 17, without a standby, with a foreign slot or an impossible stream id", () => {
  const below = judged({ failover: null }, {}, (snapshot) => {
    planetscale(snapshot);
    snapshot.server.versionNum = 160_009;
  });
  expect(below.status).toBe("not applicable");
  expect(judged({ failover: false }, {}, () => {}).status).toBe("not applicable");
  expect(judged({ failover: false, database: "billing" }).status).toBe("not applicable");
  expect(judged(null, { streamId: "x".repeat(60) }).status).toBe("not applicable");
});

test("is unknown when slots may not be seen", () => {
  const finding = judged({}, {}, (snapshot) => void (snapshot.slots = { unseen: true, grant: "GRANT …" }));
  expect(finding.status).toBe("unknown");
});
