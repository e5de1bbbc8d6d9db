import { expect, test } from "vitest";
import { aSlot, snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { serverFailoverSettings } from "./failover-settings";

/** PlanetScale in production, where failover slots are demanded. */
const judged = (change: (snapshot: ReachedSnapshot) => void) =>
  judge(
    serverFailoverSettings,
    snapshotWith((snapshot) => {
      snapshot.connection.provider = "planetscale";
      change(snapshot);
    }),
    defaultTarget,
  );
const standby = { ...aSlot, name: "standby_1", type: "physical", plugin: null, database: null } as const;

test("passes when both are on", () => {
  expect(judged(() => {}).status).toBe("pass");
});

test("warns for each that is off, with each value", () => {
  const finding = judged(({ server }) => {
    server.syncReplicationSlots = false;
    server.hotStandbyFeedback = false;
  });
  expect(finding).toMatchObject({
    status: "warn",
    objects: ["sync_replication_slots", "hot_standby_feedback"],
  });
  expect(finding.ways).toHaveLength(2);
});

test("does not apply below 17, nor where nothing fails over", () => {
  expect(judged(({ server }) => void (server.versionNum = 160_000)).status).toBe("not applicable");
  expect(judged(({ connection }) => void (connection.provider = "other")).status).toBe("not applicable");
});

test("fails when Electric's failover slot waits for a standby that is away", () => {
  const waiting = (slots: ReachedSnapshot["slots"]) =>
    judged((snapshot) => {
      snapshot.server.synchronizedStandbySlots = 'standby_1, "other one"';
      snapshot.slots = slots;
    });
  const other = { ...standby, name: "other one" };
  expect(waiting([aSlot, standby, other]).status).toBe("pass");
  expect(waiting([aSlot, { ...standby, active: false }, other])).toMatchObject({
    status: "fail",
    objects: ["standby_1"],
  });
  expect(waiting([standby])).toMatchObject({ status: "warn", objects: ["other one"] });
  expect(waiting([{ ...aSlot, failover: false }, standby]).status).toBe("warn");
});

test("is unknown when the slots cannot be seen", () => {
  expect(judged((snapshot) => void (snapshot.slots = { unseen: true, grant: "" })).status).toBe("unknown");
});
