import { describe, expect, test } from "vitest";
import { checks } from "@/lib/checks";
import { manualSteps } from "@/lib/repair/manual-steps";
import { aSlot, snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { PendingRestart, Server } from "@/lib/snapshot/server";
import { defaultTarget } from "@/lib/target/schema";
import { judge, judgeAll } from "../judge";
import { serverPendingRestart } from "./pending-restart";

const withPending = (pending: PendingRestart[], server: Partial<Server> = {}) =>
  snapshotWith((snapshot) => Object.assign(snapshot.server, { pendingRestart: pending, ...server }));

const findingOf = (id: string, snapshot: ReachedSnapshot) =>
  judgeAll(checks, snapshot, defaultTarget).find((finding) => finding.id === id);

test("passes where nothing waits", () => {
  expect(judge(serverPendingRestart, withPending([]), defaultTarget).status).toBe("pass");
});

test("names the value, and one restart for all that wait", () => {
  const finding = judge(
    serverPendingRestart,
    withPending(
      [
        { name: "max_wal_senders", to: "20" },
        { name: "wal_level", to: "logical" },
      ],
      { walLevel: "replica" },
    ),
    defaultTarget,
  );
  expect(finding).toMatchObject({
    status: "warn",
    objects: ["max_wal_senders", "wal_level"],
    found:
      "max_wal_senders = 20 is set and waits for a restart (10 now); wal_level = logical is set and waits for a restart (replica now)",
  });
  expect(finding.ways).toHaveLength(1);
  expect(finding.ways[0]?.says).toContain("max_wal_senders, wal_level then takes effect");
});

test.each([
  ["wal_level", "replica", "a logical slot exists", "ALTER SYSTEM SET wal_level = 'logical';"],
  [
    "max_replication_slots",
    "0",
    "does not start with it while 1 slots",
    "ALTER SYSTEM SET max_replication_slots = '10';",
  ],
  ["max_connections", "20", "fewer than the 100 of now", "ALTER SYSTEM SET max_connections = '100';"],
])("%s that becomes %s at the next restart is taken back first", (name, to, harm, sql) => {
  const finding = judge(serverPendingRestart, withPending([{ name, to }]), defaultTarget);
  expect(finding.found).toContain(harm);
  expect(finding.ways).toHaveLength(1);
  expect(finding.ways[0]?.sql).toBe(`${sql}\nSELECT pg_reload_conf();`);
});

describe("each check that reads the parameter", () => {
  test.each([
    ["server.wal_level", "wal_level", "logical", { walLevel: "replica" }],
    ["server.replication_slots", "max_replication_slots", "5", { maxReplicationSlots: 1 }],
    ["server.wal_senders", "max_wal_senders", "5", { maxWalSenders: 1 }],
    ["budget.pool_fits", "max_connections", "200", { maxConnections: 20 }],
    ["budget.headroom", "max_connections", "200", { maxConnections: 30 }],
  ] as const)("%s: %s = %s is told as waiting, and nothing is set again", (id, name, to, server) => {
    const spoil = (pending: PendingRestart[]) => {
      const snapshot = withPending(pending, server);
      return { ...snapshot, slots: [{ ...aSlot, active: false, name: "other" }] };
    };
    const setting = (finding: ReturnType<typeof findingOf>) =>
      finding?.ways.filter(
        ({ says, sql }) => sql?.includes(`ALTER SYSTEM SET ${name}`) || says.includes(`Set ${name}`),
      );
    const before = findingOf(id, spoil([]));
    expect(setting(before)).toHaveLength(1);
    const snapshot = spoil([{ name, to }]);
    const finding = findingOf(id, snapshot);
    expect(finding?.status).toBe(before?.status);
    expect(finding?.found).toContain(`${to} is set and waits for a restart`);
    expect(setting(finding)).toEqual([]);
    expect(
      finding?.ways.some(({ says }) => says.startsWith(`Restart the server: ${name} = ${to} is set already`)),
    ).toBe(true);
    const steps = manualSteps(snapshot, defaultTarget, judgeAll(checks, snapshot, defaultTarget));
    expect(steps.filter(({ value }) => value?.name === name)).toEqual([]);
    expect(steps.find(({ title }) => title === "Restart Postgres")?.says).toContain(`${name} = ${to}`);
  });

  test("a value that waits and is not enough is not taken for the fix", () => {
    const finding = findingOf(
      "server.wal_level",
      withPending([{ name: "wal_level", to: "replica" }], { walLevel: "minimal" }),
    );
    expect(finding?.found).toBe("wal_level is minimal; replica is set and waits for a restart");
    expect(finding?.ways[0]?.sql).toBe("ALTER SYSTEM SET wal_level = 'logical';");
  });

  test("a number that waits and is not enough is set anew", () => {
    const finding = findingOf(
      "server.wal_senders",
      withPending([{ name: "max_wal_senders", to: "1" }], { maxWalSenders: 1 }),
    );
    expect(finding?.found).toContain("1 is set and waits for a restart");
    expect(finding?.ways[0]?.sql).toBe("ALTER SYSTEM SET max_wal_senders = '10';");
  });

  test("a value that may not be read is named as another one", () => {
    const finding = findingOf(
      "server.wal_level",
      withPending([{ name: "wal_level", to: null }], { walLevel: "replica" }),
    );
    expect(finding?.found).toContain("another value is set and waits for a restart");
  });
});
