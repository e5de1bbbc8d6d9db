import { expect, test } from "vitest";
import { situationWith } from "@/lib/repair/remedies/fixture";
import { aTable } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { leavesOf } from "./leaves";
import type { Wanted } from "@/lib/repair/request";

type Said = { check: string; why: string }[];

/** Wrong are: FULL on a table, wal_level, the pool of Electric, and a slot that nothing reads. */
const situation = (wanted: Wanted = { kind: "ready" }) =>
  situationWith({
    wanted,
    target: { poolSize: 1000 },
    snapshot(snapshot: ReachedSnapshot) {
      snapshot.relations = [{ ...aTable, replicaIdentity: "n" }];
      snapshot.server.walLevel = "replica";
      const [slot] = snapshot.slots instanceof Array ? snapshot.slots : [];
      if (slot !== undefined)
        snapshot.slots = [slot, { ...slot, name: "electric_slot_old", active: false, activePid: null }];
    },
  });
const left = (promised: string[], said: Said = [], wanted?: Wanted) =>
  new Map(
    leavesOf(
      situation(wanted),
      promised.map((check) => ({ check, when: "commit" })),
      said,
    ).map(({ check, why }) => [check, why]),
  );

test("names every finding that is wrong and that the plan does not promise, and none that passes", () => {
  const checks = [...left(["tables.replica_identity"]).keys()];
  expect(checks).toEqual(expect.arrayContaining(["server.wal_level", "budget.pool_fits", "slot.orphans"]));
  expect(checks).not.toContain("tables.replica_identity");
  expect(checks).not.toContain("role.exists");
});

test("says what a remedy said before what is known of the check, and that before what is known of its group", () => {
  const said = [{ check: "server.wal_level", why: "It holds after a restart." }];
  expect(left([], said).get("server.wal_level")).toBe("It holds after a restart.");
  expect(left([]).get("server.wal_level")).toContain("parameter of the server");
  expect(left([]).get("budget.pool_fits")).toContain("matter of connections");
  expect(left([]).get("tables.replica_identity")).toContain("with the strategy that was chosen");
});

test("gives the reason of every table that stays, not of the last one alone", () => {
  const why = (table: string) => ({ check: "tables.replica_identity", why: `${table} stays as it is.` });
  const of = (...tables: string[]) => left([], tables.map(why)).get("tables.replica_identity");
  expect(of("a", "b", "a")).toBe("a stays as it is. b stays as it is.");
  expect(of("a", "b", "c")).toBe("a stays as it is. b stays as it is. c stays as it is.");
  expect(of("a", "b", "c", "d")).toContain("c stays as it is. There is 1 more such reason.");
  expect(of("a", "b", "c", "d", "e")).toContain("There are 2 more such reasons.");
});

test("a plan for some checks speaks of those alone, and an end of Electric of none", () => {
  expect([...left([], [], { kind: "checks", checks: ["server.wal_level", "role.exists"] }).keys()]).toEqual([
    "server.wal_level",
  ]);
  expect(left([], [], { kind: "clean-up" }).size).toBe(0);
});
