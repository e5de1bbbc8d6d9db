import { describe, expect, test } from "vitest";
import { aGroup } from "@/lib/budget/fixture";
import { snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget, type Target } from "@/lib/target/schema";
import { claimsOf, otherElectrics, type Neighbour } from "./claims";
import { aNeighbour, unseen } from "./fixture";
import { roomOf } from "./room";

const room = (
  change: (snapshot: ReachedSnapshot) => void = () => {},
  neighbours: Neighbour[] = [],
  target: Target = defaultTarget,
) => {
  const snapshot = snapshotWith(change);
  return roomOf(snapshot, target, neighbours, claimsOf(snapshot, target, neighbours));
};
const limits =
  (connections: number, slots = 10, senders = 10) =>
  ({ server }: ReachedSnapshot) => {
    server.maxConnections = connections;
    server.maxReplicationSlots = slots;
    server.maxWalSenders = senders;
  };

test("the sum stands in one line, and each limit has its calculation", () => {
  const { sum, lines, answer, sentence, grant } = room();
  expect(sum).toBe(
    "1 of 10 slots used · 1 of 10 walsenders used · 20 claimed + 6 others = 26 of 97 usable (100 − 3 reserved)",
  );
  expect(lines.map(({ calculation }) => calculation)).toEqual([
    "10 − 1 in use = 9 free",
    "10 − 1 in use = 9 free",
    "97 usable − 20 claimed − 6 others = 71 left",
  ]);
  expect({ answer, sentence, grant }).toEqual({
    answer: "yes",
    sentence: "Yes, also while one instance replaces another.",
    grant: null,
  });
});

describe("another Electric", () => {
  // 26 are taken and 3 reserved: a pool of 20 needs 49, and a deploy of it 53.
  test.each([
    [53, 10, 10, "yes", "Yes, also while one instance replaces another."],
    [52, 10, 10, "not during a deploy", "Yes, but a rolling deploy of it lacks 1 connection."],
    [
      49,
      10,
      2,
      "not during a deploy",
      "Yes, but a rolling deploy of it lacks 1 walsender and 4 connections.",
    ],
    [48, 10, 10, "no", "No: 1 connection missing."],
    [48, 1, 1, "no", "No: 1 slot, 1 walsender and 1 connection missing."],
    [53, 2, 3, "yes", "Yes, also while one instance replaces another."],
    [20, 10, 10, "no", "No: 29 connections missing."],
  ] as const)(
    "with %i connections, %i slots, %i walsenders: %s",
    (connections, slots, senders, answer, sentence) => {
      expect(room(limits(connections, slots, senders))).toMatchObject({ answer, sentence });
    },
  );

  test("finds the places of those that are stopped or to come taken", () => {
    const { lines } = room(
      (snapshot) => {
        snapshot.slots = [];
        snapshot.walSenders = 0;
      },
      [aNeighbour("billing")],
    );
    expect(lines.map(({ calculation }) => calculation)).toEqual([
      "10 − 0 in use − 2 for Electrics of this Headroom to come = 8 free",
      "10 − 0 in use − 2 for Electrics of this Headroom to come = 8 free",
      "97 usable − 40 claimed − 6 others = 51 left",
    ]);
  });

  test("with a slot for each instance takes one for each, and twice as many in a deploy", () => {
    const target: Target = { ...defaultTarget, instances: 2, deploy: "distinct-slots" };
    expect(
      room(() => {}, [], target).lines.map(({ needs, needsAtDeploy }) => [needs, needsAtDeploy]),
    ).toEqual([
      [2, 4],
      [2, 4],
      [40, 80],
    ]);
  });

  test("cannot come to a standby, or where WAL carries no logical changes", () => {
    expect(room(({ server }) => void (server.walLevel = "replica"))).toMatchObject({
      answer: "no",
      sentence: "No: wal_level is replica; Electric needs logical.",
    });
    expect(room(({ server }) => void (server.inRecovery = true)).sentence).toBe(
      "No: this server is a standby.",
    );
  });

  test("is unknown where a limit may not be seen, and refused where another one is full", () => {
    const blind = (snapshot: ReachedSnapshot) => void (snapshot.activity = unseen);
    expect(room(blind)).toMatchObject({
      answer: "unknown",
      sentence: "Unknown: Headroom's role may not see connections.",
      grant: unseen.grant,
    });
    expect(room(blind).sum).toContain("connections unknown");
    const full = (snapshot: ReachedSnapshot) => {
      blind(snapshot);
      snapshot.server.maxReplicationSlots = 1;
    };
    expect(room(full)).toMatchObject({ answer: "no", sentence: "No: 1 slot missing." });
    const noSlots = (snapshot: ReachedSnapshot) => void (snapshot.slots = unseen);
    expect(room(noSlots)).toMatchObject({ answer: "unknown" });
    expect(room(noSlots).sentence).toBe("Unknown: Headroom's role may not see slots and walsenders.");
  });
});

describe("claims", () => {
  const claims = (neighbours: Neighbour[], groups = [aGroup("electric", "", 20), aGroup("app", "web", 6)]) =>
    claimsOf(
      snapshotWith((snapshot) => void (snapshot.activity = { groups, hidden: 0 })),
      defaultTarget,
      neighbours,
    );

  test("count a neighbour's open sessions once", () => {
    const billing = { ...aGroup("electric", "", 12), database: "billing" };
    const groups = [aGroup("electric", "", 20), billing, aGroup("app", "web", 6)];
    expect(claims([aNeighbour("billing")], groups)).toMatchObject({
      list: [
        { claimed: 20, open: 20 },
        { claimed: 20, open: 12 },
      ],
      others: 6,
      total: 46,
      left: 51,
    });
  });

  test("take no session from two Electrics of one role and database", () => {
    const shared = aNeighbour("second", { poolSize: 4 });
    const both = [
      { ...shared, database: "orders" },
      { ...aNeighbour("third", { poolSize: 4 }), database: "orders" },
    ];
    const told = claims(both, [aGroup("electric", "", 25)]);
    // 25 nameless: the target's 20, then 4, then the 1 that is left.
    expect(told?.list.map(({ open }) => open)).toEqual([20, 4, 1]);
    expect(told?.others).toBe(0);
  });

  test("know one Electric that is registered twice, and two of one stream id in two databases", () => {
    const twice = [
      { ...aNeighbour("again", { streamId: "default" }), database: "orders" },
      aNeighbour("billing", { streamId: "default" }),
      { ...aNeighbour("copy", { streamId: "DEFAULT" }), database: "billing" },
    ];
    expect(otherElectrics(twice, defaultTarget, "orders").map(({ name }) => name)).toEqual(["billing"]);
  });
});
