import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BackendGroup } from "@/lib/snapshot/activity";
import { aSnapshot, snapshotWith } from "@/lib/snapshot/fixture";
import { isUnseen } from "@/lib/snapshot/seen";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget, type Target } from "@/lib/target/schema";
import { goodMaxConnections, goodPoolSize, leastMaxConnections } from "./advice";
import { budgetOf } from "./budget";
import { budgetSchema, type Budget } from "./schema";
import { segments } from "./segments";

const aGroup = (role: string, applicationName: string, count: number, own = false): BackendGroup => ({
  role,
  database: "orders",
  applicationName,
  count,
  own,
});

type Small = {
  groups: BackendGroup[];
  running?: boolean;
  waiting?: number;
  max?: number;
  change?: (s: ReachedSnapshot) => void;
};

/** A server of 25 connections, 3 of them for superusers, on which Electric does not run unless said. */
const small = ({ groups, running = false, waiting = 0, max = 25, change = () => {} }: Small) =>
  snapshotWith((snapshot) => {
    snapshot.server.maxConnections = max;
    snapshot.activity = { groups, hidden: 0 };
    snapshot.electricLock = {
      holderPid: running ? 4711 : null,
      holderRole: running ? "electric" : null,
      waiting,
    };
    if (!running) snapshot.slots = [];
    change(snapshot);
  });

const pool = (poolSize: number): Target => ({ ...defaultTarget, poolSize });

const budget = (snapshot: ReachedSnapshot, target: Target = defaultTarget, othersPeak?: number): Budget => {
  const sums = budgetOf(snapshot, target, { othersPeak });
  if (sums === null) throw new Error("The activity was seen.");
  return budgetSchema.parse(sums);
};

describe("the sums", () => {
  test("Electric at work beside an application", () => {
    expect(budget(aSnapshot)).toMatchObject({
      usable: 97,
      electricOpen: 20,
      electricClaimed: 0,
      others: [{ label: "web", count: 6 }],
      own: 1,
      free: 70,
      short: 0,
      deployPeak: 24,
      sentence: "27 of 97 usable connections in use, 70 left",
      sum: "20 open + 6 others = 26 of 97 usable (100 − 3 reserved): 71 left",
    });
  });

  test("a pool that does not fit beside seven others is five short", () => {
    const sums = budget(
      small({ groups: [aGroup("app", "web", 7), aGroup("postgres", "headroom", 1, true)] }),
    );
    expect(sums).toMatchObject({
      short: 5,
      free: 0,
      sentence: "8 of 22 usable connections in use, 14 left, 5 too few for Electric",
      sum: "20 claimed + 7 others = 27 of 22 usable (25 − 3 reserved): 5 short",
    });
  });

  test("an Electric that is starved keeps its claim", () => {
    const sums = budget(
      small({ groups: [aGroup("app", "web", 3), aGroup("electric", "", 4)], running: true }),
    );
    expect(sums).toMatchObject({ electricOpen: 4, electricClaimed: 16, short: 1 });
    expect(sums.sum).toBe("4 open + 16 claimed + 3 others = 23 of 22 usable (25 − 3 reserved): 1 short");
  });

  test("Headroom's own session takes nothing from Electric", () => {
    const sums = budget(
      small({ groups: [aGroup("app", "web", 2), aGroup("postgres", "headroom", 1, true)] }),
    );
    expect(sums).toMatchObject({ short: 0, free: 0, own: 1, othersTotal: 2 });
  });

  test("of several sessions like Headroom's own only one is its own", () => {
    const sums = budget(small({ groups: [aGroup("postgres", "headroom", 3, true)] }));
    expect(sums).toMatchObject({ own: 1, others: [{ label: "headroom", count: 2 }] });
  });

  test("a pool of 1 is opened as 2", () => {
    expect(budget(small({ groups: [] }), pool(1))).toMatchObject({
      poolSize: 1,
      pool: 2,
      electricClaimed: 2,
    });
  });

  test("nobody seen is no budget", () => {
    expect(
      budgetOf(
        snapshotWith((s) => void (s.activity = { unseen: true, grant: "" })),
        defaultTarget,
      ),
    ).toBeNull();
    const { takenAt, connection, electric } = aSnapshot;
    expect(budgetOf({ takenAt, connection, electric, reached: false }, defaultTarget)).toBeNull();
  });

  test("a peak that is known counts where it is above what is seen", () => {
    expect(budget(aSnapshot, defaultTarget, 40).othersPeak).toBe(40);
    expect(budget(aSnapshot, defaultTarget, 2).othersPeak).toBe(6);
  });
});

describe("reserved connections", () => {
  const reserving = (role: Partial<NonNullable<ReachedSnapshot["role"]>>) =>
    budget(
      small({
        groups: [],
        change: (s) => {
          s.server.reservedConnections = 2;
          if (s.role) Object.assign(s.role, role);
        },
      }),
    ).usable;

  test("are out of reach for an ordinary role", () => expect(reserving({})).toBe(20));
  test("are in part usable for a member of pg_use_reserved_connections", () =>
    expect(reserving({ usesReservedConnections: true })).toBe(22));
  test("are all usable for a superuser", () => expect(reserving({ superuser: true })).toBe(25));
});

describe("whose a nameless session of Electric's role is", () => {
  test("an application's, beyond what Electric can have", () => {
    const sums = budget(small({ groups: [aGroup("electric", "", 33)], running: true, max: 100 }));
    expect(sums).toMatchObject({ electricOpen: 20, othersTotal: 13, sharedRole: 13 });
    expect(sums.others).toEqual([{ label: "electric, other sessions", count: 13 }]);
  });

  test("a waiting second instance's, as far as an admin pool goes", () => {
    const sums = budget(small({ groups: [aGroup("electric", "", 24)], running: true, waiting: 1, max: 100 }));
    expect(sums).toMatchObject({ electricOpen: 24, electricClaimed: 0, othersTotal: 0 });
  });

  test("an application's, while nobody holds Electric's lock, but for an admin pool that cannot get there", () => {
    const sums = budget(small({ groups: [aGroup("electric", "", 10)], max: 100 }));
    expect(sums).toMatchObject({ electricOpen: 4, electricClaimed: 16, othersTotal: 6 });
  });

  test("Electric's, where it still runs as another role", () => {
    const snapshot = small({
      groups: [aGroup("postgres", "", 20)],
      running: true,
      change: (s) => void (s.electricLock = { holderPid: 1, holderRole: "postgres", waiting: 0 }),
    });
    expect(budget(snapshot)).toMatchObject({ electricOpen: 20, othersTotal: 0 });
  });

  test("somebody else's in another database", () => {
    const elsewhere = { ...aGroup("electric", "", 5), database: "other" };
    expect(budget(small({ groups: [elsewhere], running: true }))).toMatchObject({
      electricOpen: 0,
      counted: { role: 5, database: 0 },
      sharedRole: 0,
    });
  });
});

test("the gauge draws four applications and folds the rest", () => {
  const groups = ["a", "b", "c", "d", "e", "f"].map((name, at) => aGroup("app", name, 9 - at));
  expect(segments(budget(small({ groups, max: 100 }))).map(({ kind, label }) => `${kind} ${label}`)).toEqual([
    "electric-claimed Electric, claimed",
    "application a",
    "application b",
    "application c",
    "application d",
    "others Other",
    "free Free",
    "reserved Reserved",
  ]);
});

/** Any server that Postgres allows, with any sessions on it that fit into max_connections. */
const anySnapshot = fc
  .record({
    max: fc.integer({ min: 9, max: 200 }),
    superuserReserved: fc.integer({ min: 0, max: 4 }),
    reserved: fc.integer({ min: 0, max: 4 }),
    superuser: fc.boolean(),
    usesReserved: fc.boolean(),
    running: fc.boolean(),
    waiting: fc.integer({ min: 0, max: 2 }),
    own: fc.boolean(),
    groups: fc.array(
      fc.record({
        role: fc.constantFrom("electric", "app", "postgres"),
        database: fc.constantFrom("orders", "other"),
        applicationName: fc.constantFrom("", "web", "jobs", "a", "b", "c"),
        count: fc.integer({ min: 1, max: 60 }),
        own: fc.constant(false),
      }),
      { maxLength: 8 },
    ),
  })
  .map(({ max, own, groups, running, waiting, ...rest }) => {
    let room = max - (own ? 1 : 0);
    const fitting = groups.flatMap((group) => {
      const count = Math.min(group.count, room);
      room -= count;
      return count > 0 ? [{ ...group, count }] : [];
    });
    return small({
      groups: own ? [...fitting, aGroup("postgres", "headroom", 1, true)] : fitting,
      running,
      waiting,
      max,
      change: (snapshot) => {
        snapshot.server.superuserReservedConnections = rest.superuserReserved;
        snapshot.server.reservedConnections = rest.reserved;
        if (snapshot.role) {
          snapshot.role.superuser = rest.superuser;
          snapshot.role.usesReservedConnections = rest.usesReserved;
        }
      },
    });
  });
const anyPool = fc.integer({ min: 1, max: 120 });

describe("whatever the server and the pool", () => {
  test("the segments add up to max_connections, or to it and the shortage", () => {
    fc.assert(
      fc.property(anySnapshot, anyPool, (snapshot, size) => {
        const sums = budget(snapshot, pool(size));
        const drawn = segments(sums);
        expect(drawn.reduce((sum, { connections }) => sum + connections, 0)).toBe(
          sums.maxConnections + sums.short,
        );
        for (const { connections } of drawn) expect(connections).toBeGreaterThan(0);
      }),
    );
  });

  test("every session is counted once", () => {
    fc.assert(
      fc.property(anySnapshot, anyPool, (snapshot, size) => {
        const { electricOpen, othersTotal, own, others } = budget(snapshot, pool(size));
        const seen = isUnseen(snapshot.activity) ? [] : snapshot.activity.groups;
        expect(electricOpen + othersTotal + own).toBe(seen.reduce((sum, { count }) => sum + count, 0));
        expect(others.reduce((sum, { count }) => sum + count, 0)).toBe(othersTotal);
      }),
    );
  });

  test("a larger pool never leaves more free, nor less short of a running or unborn Electric", () => {
    fc.assert(
      fc.property(anySnapshot, anyPool, anyPool, (snapshot, one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)].map((size) =>
          budget(snapshot, pool(size)),
        );
        expect(more?.free).toBeLessThanOrEqual(less?.free ?? NaN);
        expect(more?.short).toBeGreaterThanOrEqual(less?.short ?? NaN);
      }),
    );
  });

  test("the max_connections that is advised leaves nothing short, and the least one just fits", () => {
    fc.assert(
      fc.property(anySnapshot, anyPool, (snapshot, size) => {
        const target = pool(size);
        const sums = budget(snapshot, target);
        const on = (max: number) =>
          budget({ ...snapshot, server: { ...snapshot.server, maxConnections: max } }, target);
        expect(on(goodMaxConnections(sums)).short).toBe(0);
        const least = on(leastMaxConnections(sums));
        expect(least.usable - least.othersTotal).toBe(sums.pool);
      }),
    );
  });

  test("the pool that is advised fits beside the others' peak", () => {
    fc.assert(
      fc.property(anySnapshot, anyPool, (snapshot, size) => {
        const sums = budget(snapshot, pool(size));
        const advised = goodPoolSize(sums, "same-slot");
        if (advised === null) expect(sums.usable - sums.othersPeak).toBeLessThan(2);
        else expect(advised.size).toBeLessThanOrEqual(Math.min(sums.pool, sums.usable - sums.othersPeak));
      }),
    );
  });
});
