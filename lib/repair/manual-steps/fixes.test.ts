import { expect, test } from "vitest";
import { checks } from "@/lib/checks";
import { aServer, sessions } from "@/lib/checks/budget/fixture";
import { judgeAll } from "@/lib/checks/judge";
import { aSlot } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { Server } from "@/lib/snapshot/server";
import { sizeBytes } from "@/lib/snapshot/units";
import { defaultTarget, type Target } from "@/lib/target/schema";
import { manualSteps } from ".";

const MAX_CONNECTIONS = [10, 25, 40, 60, 100, 200];
const OTHERS = [0, 1, 7, 30, 90];
const POOLS = [1, 2, 5, 20, 40];
const WAYS: Partial<Target>[] = [
  {},
  { pooled: true },
  { instances: 2 },
  { deploy: "distinct-slots" },
  { instances: 3, deploy: "distinct-slots", pooled: true },
];

/** Servers of every size under every target; the pool fits on some and not on others. */
const worlds = MAX_CONNECTIONS.flatMap((max) =>
  OTHERS.filter((others) => others < max).flatMap((others) =>
    POOLS.flatMap((poolSize) =>
      WAYS.map((way) => ({ max, others, target: { ...defaultTarget, ...way, poolSize } })),
    ),
  ),
);

const statuses = (max: number, others: number, target: Target) => {
  const snapshot = aServer(
    max,
    [sessions(others)].filter(({ count }) => count > 0),
  );
  const findings = judgeAll(checks, snapshot, target);
  return {
    steps: manualSteps(snapshot, target, findings),
    of: (id: string) => findings.find((finding) => finding.id === id)?.status,
  };
};

test("each value of connections makes every check pass that its step names", () => {
  let tried = 0;
  for (const { max, others, target } of worlds)
    for (const { value, check, also = [], title } of statuses(max, others, target).steps) {
      const pool = value?.name === "ELECTRIC_DB_POOL_SIZE";
      if (value === null || (!pool && value.name !== "max_connections")) continue;
      const fixed = pool
        ? statuses(max, others, { ...target, poolSize: Number(value.to) })
        : statuses(Number(value.to), others, target);
      tried += 1;
      for (const id of [check, ...also])
        expect(fixed.of(id), `${id} after “${title}” (${JSON.stringify({ max, others, target })})`).toBe(
          "pass",
        );
    }
  expect(tried).toBeGreaterThan(500);
});

test("every check of the connections that fails or warns has a step", () => {
  for (const { max, others, target } of worlds) {
    const { steps, of } = statuses(max, others, target);
    const named = steps.flatMap(({ check, also = [] }) => [check, ...also]);
    for (const id of ["budget.pool_fits", "budget.deploy_fits", "budget.headroom", "budget.pool_size"])
      expect(named.includes(id), `${id} (${JSON.stringify({ max, others, target })})`).toBe(
        of(id) !== "pass",
      );
  }
});

/** Places in a snapshot of the values that a parameter's step sets. */
const SET: Record<string, (server: Server, to: string) => void> = {
  wal_level: (server, to) => void (server.walLevel = to),
  max_connections: (server, to) => void (server.maxConnections = Number(to)),
  max_replication_slots: (server, to) => void (server.maxReplicationSlots = Number(to)),
  max_wal_senders: (server, to) => void (server.maxWalSenders = Number(to)),
  max_slot_wal_keep_size: (server, to) => void (server.maxSlotWalKeepBytes = sizeBytes(to, "MB")),
  sync_replication_slots: (server, to) => void (server.syncReplicationSlots = to === "on"),
  hot_standby_feedback: (server, to) => void (server.hotStandbyFeedback = to === "on"),
};

test("all values together make every check of the server and the connections pass", () => {
  const wrong = aServer(25, [sessions(7)], (snapshot) => {
    snapshot.connection.provider = "planetscale";
    snapshot.walSenders = 1;
    snapshot.slots = [{ ...aSlot, name: "cdc" }];
    Object.assign(snapshot.server, {
      walLevel: "replica",
      maxReplicationSlots: 1,
      maxWalSenders: 1,
      maxSlotWalKeepBytes: null,
      syncReplicationSlots: false,
      hotStandbyFeedback: false,
    });
  });
  const failing = (snapshot: ReachedSnapshot) =>
    judgeAll(checks, snapshot, defaultTarget)
      .filter(({ group, status }) => (group === "server" || group === "budget") && status !== "pass")
      .map(({ id }) => id);
  expect(failing(wrong).length).toBeGreaterThan(6);
  const steps = manualSteps(wrong, defaultTarget, judgeAll(checks, wrong, defaultTarget));
  for (const { value } of steps) if (value !== null) SET[value.name]?.(wrong.server, value.to);
  expect(failing(wrong)).toEqual([]);
});
