import { inverse } from "@/lib/repair/changes/operations";
import { describe, expect, test } from "vitest";
import { aSlot, aTable } from "@/lib/snapshot/fixture";
import type { Slot } from "@/lib/snapshot/replication";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { contributed } from "./fixture";
import { slotFailover } from "./slot";
import { slotRemake } from "./slot-remake";

const idle = { active: false, activePid: null, activeRole: null };
const manual = { target: { strategy: "manual" as const } };
const lost =
  (slot: Partial<Slot> = idle) =>
  (snapshot: ReachedSnapshot) => {
    snapshot.publication = null;
    snapshot.slots = [{ ...aSlot, ...slot }];
    for (const relation of snapshot.relations) relation.published = null;
  };

describe("a slot whose publication the plan makes", () => {
  test("is dropped after the commit, with its cost, and no undo makes it anew", () => {
    const { drafts, consequences } = contributed(slotRemake, { ...manual, snapshot: lost() });
    const [change] = drafts.flatMap(({ changes }) => changes);
    expect(change).toMatchObject({ kind: "slot", slot: "electric_slot_default", to: null });
    expect(change === undefined ? undefined : inverse(change)).toBeNull();
    expect(consequences?.join()).toContain("all clients fetch their data again");
    expect(slotRemake.outside).toBe(true);
  });

  test("is never dropped while something reads it", () => {
    const { drafts, missing } = contributed(slotRemake, { ...manual, snapshot: lost({ active: true }) });
    expect(drafts).toEqual([]);
    expect(missing?.[0]?.who).toContain("Stop Electric");
  });

  test("is not made a failover slot on the way", () => {
    const { drafts, leaves } = contributed(slotFailover, {
      ...manual,
      snapshot(snapshot) {
        lost({ ...idle, failover: false })(snapshot);
        snapshot.connection.provider = "planetscale";
      },
      target: { strategy: "manual", environment: "production" },
    });
    expect(drafts).toEqual([]);
    expect(leaves?.[0]?.why).toContain("Electric makes it anew");
  });

  test("stays where Electric makes both anew by itself, and where it is another database's", () => {
    expect(contributed(slotRemake, { snapshot: lost() }).drafts).toEqual([]);
    const elsewhere = lost({ ...idle, database: "other" });
    expect(contributed(slotRemake, { ...manual, snapshot: elsewhere }).drafts).toEqual([]);
  });

  test("goes in automatic mode too where a partitioned table asks for the publication", () => {
    const snapshot = (seen: ReachedSnapshot) => {
      lost()(seen);
      seen.relations.push({ ...aTable, oid: 2, kind: "p", name: "visits" });
    };
    expect(contributed(slotRemake, { snapshot }).drafts).toHaveLength(1);
  });

  test("that could not be seen is named", () => {
    const snapshot = (seen: ReachedSnapshot) => {
      lost()(seen);
      seen.slots = { unseen: true, grant: "GRANT …" };
    };
    expect(contributed(slotRemake, { ...manual, snapshot }).consequences?.join()).toContain(
      "could not be seen",
    );
  });
});

test("a slot that Postgres refuses to decode is dropped, one that was decoded stays", () => {
  const tried = (outcome: "refused" | "decoded") => (snapshot: ReachedSnapshot) => {
    snapshot.slots = [{ ...aSlot, ...idle }];
    if (snapshot.publication)
      Object.assign(snapshot.publication, { precedesSlot: false, decoding: { outcome, why: null } });
  };
  expect(contributed(slotRemake, { snapshot: tried("refused") }).drafts).toHaveLength(1);
  expect(contributed(slotRemake, { snapshot: tried("decoded") }).drafts).toEqual([]);
});
