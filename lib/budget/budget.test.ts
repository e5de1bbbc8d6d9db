import { describe, expect, test } from "vitest";
import { aSnapshot, snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot, Snapshot } from "@/lib/snapshot/schema";
import { defaultTarget } from "@/lib/target/schema";
import { budgetOf } from "./budget";
import { aGroup, budget, pool, small } from "./fixture";
import { segments } from "./segments";

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
      sentence: "71 left, 27 of 97 in use",
      sum: "20 claimed + 6 others = 26 of 97 usable (100 − 3 reserved): 71 left",
    });
  });

  test("a pool that does not fit beside seven others is five short", () => {
    const sums = budget(
      small({ groups: [aGroup("app", "web", 7), aGroup("postgres", "headroom", 1, true)] }),
    );
    expect(sums).toMatchObject({
      short: 5,
      free: 0,
      sentence: "5 short, 8 of 22 in use",
      sum: "20 claimed + 7 others = 27 of 22 usable (25 − 3 reserved): 5 short",
    });
  });

  test("an Electric that is starved keeps its claim", () => {
    const sums = budget(
      small({ groups: [aGroup("app", "web", 3), aGroup("electric", "", 4)], running: true }),
    );
    expect(sums).toMatchObject({ electricOpen: 4, electricClaimed: 16, short: 1 });
    expect(sums.sum).toBe("20 claimed + 3 others = 23 of 22 usable (25 − 3 reserved): 1 short");
  });

  test("Headroom's own session takes nothing from Electric", () => {
    const sums = budget(
      small({ groups: [aGroup("app", "web", 2), aGroup("postgres", "headroom", 1, true)] }),
    );
    expect(sums).toMatchObject({ short: 0, free: 0, own: 1, othersTotal: 2 });
  });

  test("every session of Headroom's name is its own: the watcher's and a visit's", () => {
    const sums = budget(small({ groups: [aGroup("postgres", "headroom", 3, true)] }));
    expect(sums).toMatchObject({ own: 3, others: [] });
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
    const unreached: Snapshot = { takenAt, connection, electric, reached: false };
    expect(budgetOf(unreached, defaultTarget)).toBeNull();
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
    "free Left",
    "reserved Reserved",
  ]);
});
