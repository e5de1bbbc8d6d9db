import { expect, test } from "vitest";
import { slotWith } from "@/lib/replication/fixture";
import { consumersOf } from "@/lib/replication/consumers";
import { snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget, type Target } from "@/lib/target/schema";
import { moveFromCloud } from "./from-cloud";

const CLOUD = slotWith({
  name: "cloud_electric_slot_svc_x",
  active: true,
  activePid: 77,
  activeRole: "cloud",
  retainedBytes: 2048,
});
const OWN = slotWith({});
const publication = { kind: "publication", name: "cloud_electric_pub_svc_x", owner: "cloud" } as const;

const moved = (
  change: (snapshot: ReachedSnapshot) => void,
  { verdict = "ready", target = defaultTarget }: { verdict?: "ready" | "not ready"; target?: Target } = {},
) => {
  const snapshot = snapshotWith(change);
  return moveFromCloud({ snapshot, target, verdict, consumers: consumersOf(snapshot, target, [], null) });
};
const states = (steps: ReturnType<typeof moved>) => steps?.map(({ state }) => state);

test("a database without anything of Electric Cloud has no move, nor one whose Cloud is another database's", () => {
  expect(moved(() => {})).toBeNull();
  expect(moved((snapshot) => (snapshot.slots = [{ ...CLOUD, database: "another" }]))).toBeNull();
  expect(moved((snapshot) => (snapshot.slots = { unseen: true, grant: "GRANT" }))).toBeNull();
});

test("the first step that is not done is the next one, from the plan to the drop", () => {
  const at = (slots: ReachedSnapshot["slots"], verdict: "ready" | "not ready") =>
    states(
      moved(
        (snapshot) => {
          snapshot.slots = slots;
          snapshot.leftovers = [publication];
        },
        { verdict },
      ),
    );
  const away = { ...OWN, active: false, activePid: null };
  const silent = { ...CLOUD, active: false, activePid: null };
  expect(at([CLOUD], "not ready")).toEqual(["done", "done", "next", "later", "later", "later"]);
  expect(at([CLOUD, away], "ready")).toEqual(["done", "done", "done", "next", "later", "later"]);
  expect(at([CLOUD, OWN], "ready")).toEqual(["done", "done", "done", "done", "next", "later"]);
  expect(at([silent, OWN], "ready")).toEqual(["done", "done", "done", "done", "done", "next"]);
  // A Cloud that stopped by itself is no reason to drop its slot before another Electric serves.
  expect(at([silent], "ready")).toEqual(["done", "done", "done", "next", "later", "later"]);
});

test("what Cloud holds is named, and its SQL stands in the last step alone", () => {
  const steps = moved((snapshot) => {
    snapshot.slots = [CLOUD, OWN];
    snapshot.leftovers = [publication];
  });
  expect(steps?.[0]?.says).toContain(
    "slot cloud_electric_slot_svc_x and publication cloud_electric_pub_svc_x",
  );
  expect(steps?.flatMap(({ ways }, at) => (ways.length > 0 ? [at] : []))).toEqual([5]);
  const sql = steps
    ?.at(-1)
    ?.ways.map((way) => way.sql ?? "")
    .join("\n");
  expect(sql).toContain("SELECT pg_drop_replication_slot('cloud_electric_slot_svc_x');");
  expect(sql).toContain('DROP PUBLICATION "cloud_electric_pub_svc_x"');
  expect(sql).not.toContain("electric_slot_default");
  expect(sql).not.toContain("electric_publication_default");
});

test("without room for both, that comes first", () => {
  const full = moved((snapshot) => {
    snapshot.slots = [CLOUD];
    snapshot.server.maxConnections = 25;
  });
  expect(full?.[1]).toMatchObject({ state: "next", page: "connections" });
  expect(full?.[1]?.says).toMatch(/\d+ short\.$/);
  const noSlot = moved((snapshot) => {
    snapshot.slots = [CLOUD];
    snapshot.server.maxReplicationSlots = 1;
  });
  expect(noSlot?.[1]).toMatchObject({ state: "next", page: null });
  expect(noSlot?.[1]?.says).toContain("max_replication_slots");
});

test("a role that both use is to be told apart before anything else", () => {
  const steps = moved((snapshot) => (snapshot.slots = [{ ...CLOUD, activeRole: defaultTarget.role }]));
  expect(steps?.[0]).toMatchObject({ state: "next", page: "settings" });
});
