import { expect, test } from "vitest";
import { checks } from "@/lib/checks";
import { aServer, sessions } from "@/lib/checks/budget/fixture";
import { judgeAll } from "@/lib/checks/judge";
import type { Known } from "@/lib/checks/known";
import { aSlot, aSnapshot, snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget, type Target } from "@/lib/target/schema";
import { manualSteps } from ".";

/** The steps for a snapshot as all checks judge it. */
const stepsFor = (snapshot: ReachedSnapshot, target: Partial<Target> = {}, known: Known = {}) => {
  const wanted = { ...defaultTarget, ...target };
  return manualSteps(snapshot, wanted, judgeAll(checks, snapshot, wanted, known), known);
};

/** PlanetScale with 25 connections, 7 of them others', and nothing set for replication. */
const small = (change: (snapshot: ReachedSnapshot) => void = () => {}) =>
  aServer(25, [sessions(7)], (snapshot) => {
    snapshot.connection.provider = "planetscale";
    snapshot.server.walLevel = "replica";
    change(snapshot);
  });

const named = (steps: ReturnType<typeof manualSteps>, name: string) =>
  steps.find(({ value }) => value?.name === name);

test("there is no step while every check passes", () => {
  expect(stepsFor(aSnapshot)).toEqual([]);
});

test("max_connections has one step with the sum that the budget advises, whichever checks ask", () => {
  const steps = stepsFor(small());
  expect(steps.filter(({ value }) => value?.name === "max_connections")).toHaveLength(1);
  expect(named(steps, "max_connections")).toMatchObject({
    check: "budget.pool_fits",
    also: ["budget.deploy_fits", "budget.headroom", "budget.pool_size"],
    title: "Set max_connections to 60",
    value: {
      to: "60",
      now: "25",
      sum: "60 = 3 × the pool of 20.",
    },
  });
});

test("the others' known peak is in the sum, as it is in the finding", () => {
  const known = { othersPeak: { count: 50, at: "2026-11-20T09:00:00.000Z" } };
  const value = named(stepsFor(small(), {}, known), "max_connections")?.value;
  expect(value?.to).toBe("100");
  expect(value?.sum).toContain("50 others at their peak");
});

test("every check of the connections asks for the same max_connections, its largest rule", () => {
  const steps = stepsFor(aServer(60, [sessions(1)]), { poolSize: 40, pooled: true });
  expect(named(steps, "max_connections")?.value).toMatchObject({
    to: "90",
    sum: "83 = 2 × the pool of 40 + 3 reserved; 90 in round tens.",
  });
});

test("without sight of the sessions the rules of thumb are the sum", () => {
  const blind = small((snapshot) => void (snapshot.activity = { unseen: true, grant: "GRANT x TO y;" }));
  expect(named(stepsFor(blind), "max_connections")?.value?.sum).toBe(
    "60 = 3 × the pool of 20; who holds connections now could not be seen.",
  );
});

test("a smaller pool is offered with its own sum, and needs no restart of Postgres", () => {
  expect(named(stepsFor(small()), "ELECTRIC_DB_POOL_SIZE")).toMatchObject({
    title: "Set ELECTRIC_DB_POOL_SIZE to 8",
    value: {
      to: "8",
      now: "20, as the target has it",
      sum: "Pool 8: 22 usable − 7 others at their peak = 15; it fits with its deploy and leaves 20 % free.",
    },
    commands: [{ label: "Electric's environment", text: "ELECTRIC_DB_POOL_SIZE=8" }],
    restart: null,
  });
});

test("two ways to the same end are told of each other, and one that does more only of itself", () => {
  const way = (max: number, others: number, name: string) =>
    named(stepsFor(aServer(max, [sessions(others)])), name);
  expect(way(25, 7, "ELECTRIC_DB_POOL_SIZE")).toMatchObject({
    either: true,
    also: ["budget.deploy_fits", "budget.pool_size"],
  });
  expect(way(25, 7, "ELECTRIC_DB_POOL_SIZE")?.says).toContain(
    "A server of less than 50 connections keeps its warning that few are left, whatever the pool is. Or “Set max_connections to 60”, which makes the same checks pass.",
  );
  expect(way(25, 7, "max_connections")?.either).toBeUndefined();
  expect(way(55, 20, "max_connections")).toMatchObject({ either: true });
  expect(way(55, 20, "ELECTRIC_DB_POOL_SIZE")).toMatchObject({ either: true });
});

test("a smaller pool that only just fits is no step, because no check passes by it", () => {
  const full = stepsFor(aServer(25, [sessions(19)]), { poolSize: 4 });
  expect(named(full, "max_connections")).toBeDefined();
  expect(named(full, "ELECTRIC_DB_POOL_SIZE")).toBeUndefined();
});

test("a pool of 1 is told as the 2 that Electric opens", () => {
  const steps = stepsFor(aSnapshot, { poolSize: 1 });
  expect(named(steps, "ELECTRIC_DB_POOL_SIZE")?.value).toMatchObject({
    to: "2",
    sum: "Electric opens 2 connections whatever it is told.",
  });
});

test("what takes a restart stands first, and the parameters of it are one change with one command", () => {
  const steps = stepsFor(small(({ server }) => void (server.maxSlotWalKeepBytes = null)));
  const restarts = steps.map(({ restart }) => restart !== null);
  expect(restarts).toEqual(restarts.toSorted((a, b) => Number(b) - Number(a)));
  const [first, second] = steps;
  expect(first?.says).toContain("Queue it together with max_connections: one restart is enough for all 2.");
  expect(first?.commands.map(({ text }) => text)).toContain(
    "pscale branch resize <database> <branch> --parameters pgconf.wal_level=logical --parameters pgconf.max_connections=60 --wait",
  );
  expect(second?.says).toContain("; the commands at wal_level set this one too.");
  expect(second?.commands).toEqual([]);
});

test("a parameter alone in its restart is not said to be queued with others", () => {
  const [only] = stepsFor(snapshotWith(({ server }) => void (server.walLevel = "replica")));
  expect(only?.title).toBe("Set wal_level to logical");
  expect(only?.says).not.toContain("Queue");
});

test("places for slots and walsenders have the checks' own values and sums", () => {
  const others = Array.from({ length: 12 }, (_, at) => ({ ...aSlot, name: `cdc_${at}` }));
  const steps = stepsFor(
    snapshotWith((snapshot) => {
      snapshot.slots = others;
      snapshot.server.maxReplicationSlots = 12;
      snapshot.server.maxWalSenders = 1;
      snapshot.walSenders = 1;
    }),
  );
  expect(named(steps, "max_replication_slots")?.value).toEqual({
    name: "max_replication_slots",
    to: "14",
    now: "12",
    sum: "12 others + 2 for Electric and its deploy = 14.",
  });
  expect(named(steps, "max_wal_senders")?.value?.sum).toBe(
    "1 other + 2 for Electric and its deploy = 3; 10 is Postgres' own default.",
  );
});

test("WAL without a limit gets one, without a restart", () => {
  const [step] = stepsFor(snapshotWith(({ server }) => void (server.maxSlotWalKeepBytes = null)));
  expect(step).toMatchObject({
    check: "server.wal_keep",
    value: { name: "max_slot_wal_keep_size", to: "10GB", now: "-1 (no limit)" },
    restart: null,
  });
  expect(step?.says).toContain("It needs no restart.");
  expect(step?.commands[0]?.text).toBe("max_slot_wal_keep_size = '10GB'");
});

test("each failover setting that is off has a step, and one that is on has none", () => {
  const steps = stepsFor(
    snapshotWith(({ server, connection }) => {
      connection.provider = "planetscale";
      server.syncReplicationSlots = false;
    }),
  );
  expect(steps.map(({ value }) => value?.name)).toEqual(["sync_replication_slots"]);
  expect(steps[0]?.value).toMatchObject({ now: "off", to: "on" });
});

test("a list of standbys that nobody streams to is emptied", () => {
  const [step] = stepsFor(snapshotWith(({ server }) => void (server.synchronizedStandbySlots = "standby_1")));
  expect(step?.value).toMatchObject({
    name: "synchronized_standby_slots",
    to: "",
    now: "standby_1",
  });
  expect(step?.title).toBe("Set synchronized_standby_slots to an empty list");
  expect(step?.commands.map(({ text }) => text)).toEqual([
    "synchronized_standby_slots = ''",
    "ALTER SYSTEM SET synchronized_standby_slots = '';\nSELECT pg_reload_conf();",
  ]);
});

test("PlanetScale's list of slots to keep gets Electric's name, and no guess at the parameter's own", () => {
  const steps = stepsFor(
    snapshotWith((snapshot) => {
      snapshot.connection.provider = "planetscale";
      snapshot.slots = [{ ...aSlot, failover: false }];
    }),
    { streamId: "default" },
  );
  const step = named(steps, "Logical slot name");
  expect(step?.value?.to).toBe("electric_slot_default");
  expect(step?.unseen).toBeDefined();
  expect(step?.commands.map(({ text }) => text)).toEqual([
    "pscale branch parameters list <database> <branch>",
  ]);
});

test("before a restart at PlanetScale a slot that would be lost is named", () => {
  const steps = stepsFor(small((snapshot) => void (snapshot.slots = [{ ...aSlot, failover: false }])));
  expect(named(steps, "max_connections")?.says).toContain(
    "electric_slot_default is not a failover slot now: make it one first, or the switchover costs it.",
  );
  const safe = stepsFor(small((snapshot) => void (snapshot.slots = [aSlot])));
  expect(named(safe, "max_connections")).toBeDefined();
  expect(named(safe, "max_connections")?.says).not.toContain("not a failover slot");
});

test("an old Postgres is to be upgraded, to 17 where a standby can take over", () => {
  const old = (provider: "other" | "azure") =>
    stepsFor(
      snapshotWith((snapshot) => {
        snapshot.connection.provider = provider;
        snapshot.server.versionNum = 140_022;
        snapshot.server.version = "14.22";
      }),
    ).find(({ check }) => check === "server.version");
  expect(old("other")?.value).toMatchObject({ to: "15 or newer", now: "14.22" });
  expect(old("azure")?.value?.to).toBe("17 or newer");
});

test("manual mode names Electric's switch while something of it is open, and says that it cannot be seen", () => {
  const without = snapshotWith((snapshot) => void (snapshot.publication = null));
  const step = named(stepsFor(without, { strategy: "manual" }), "ELECTRIC_MANUAL_TABLE_PUBLISHING");
  expect(step).toMatchObject({
    check: "publication.exists",
    value: { to: "true" },
    commands: [{ text: "ELECTRIC_MANUAL_TABLE_PUBLISHING=true" }],
  });
  expect(step?.unseen).toContain("does not see Electric's environment");
  expect(named(stepsFor(without), "ELECTRIC_MANUAL_TABLE_PUBLISHING")).toBeUndefined();
});

test("the right to replicate is a step only where the provider alone gives it", () => {
  const lacking = (
    provider: ReachedSnapshot["connection"]["provider"],
    role = "electric",
    versionNum = 170_004,
  ) => {
    const snapshot = snapshotWith((changed) => {
      changed.connection.provider = provider;
      changed.server.versionNum = versionNum;
      if (changed.role !== null) changed.role = { ...changed.role, name: role, replication: false };
    });
    return stepsFor(snapshot, { role }).filter(({ check }) => check === "role.replication");
  };
  expect(lacking("render")[0]?.title).toBe("Ask Render's support to let electric replicate");
  expect(lacking("digitalocean", "electric", 150_008)[0]?.says).toContain("On Postgres 15 only doadmin");
  expect(lacking("digitalocean")).toEqual([]);
  expect(lacking("planetscale")).toEqual([]);
  expect(lacking("planetscale", "pscale_api_4d1x")[0]?.commands[0]?.text).toBe(
    "pscale role create <database> <branch> electric --inherited-roles postgres --with-replication",
  );
  expect(lacking("rds")).toEqual([]);
});

test("where the role is not there yet, the right to replicate waits for it as well", () => {
  const steps = stepsFor(
    snapshotWith((snapshot) => {
      snapshot.connection.provider = "render";
      snapshot.role = null;
    }),
  );
  expect(steps.find(({ check }) => check === "role.replication")?.also).toEqual(["role.exists"]);
});
