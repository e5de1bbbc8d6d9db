import { expect, test } from "vitest";
import type { OpenTransaction } from "@/lib/snapshot/activity";
import { aSlot, snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget } from "@/lib/target/schema";
import { HOUR, unseen } from "./fixture";
import { obstaclesOf } from "./obstacles";

const open = (change: Partial<OpenTransaction>): OpenTransaction => ({
  pid: 1,
  role: "app",
  applicationName: "web",
  database: "orders",
  ageMs: HOUR,
  state: "idle in transaction",
  holdsXid: true,
  relations: [],
  xminAge: null,
  ...change,
});
const seen = (change: (snapshot: ReachedSnapshot) => void) =>
  obstaclesOf(snapshotWith(change), defaultTarget);

test("none is in the way, and a transaction of a minute is none either", () => {
  const { list, sentence, slotWaits, grant } = seen((s) => void (s.transactions = [open({ ageMs: 60_000 })]));
  expect({ list, sentence, slotWaits, grant }).toEqual({
    list: [],
    sentence: "No transaction older than a minute is in the way.",
    slotWaits: 0,
    grant: null,
  });
});

test("the oldest comes first, each with what waits for it", () => {
  const { list, sentence, slotWaits } = seen((snapshot) => {
    snapshot.transactions = [
      open({ pid: 1, ageMs: 60_001 }),
      open({ pid: 2, ageMs: 3 * HOUR, holdsXid: false, xminAge: 900, applicationName: "", state: "" }),
    ];
    snapshot.preparedTransactions = [{ gid: "batch 7", owner: "app", database: "billing", ageMs: 2 * HOUR }];
  });
  expect(list).toEqual([
    {
      kind: "transaction",
      name: "process 2 (app, state unknown)",
      ageMs: 3 * HOUR,
      database: "orders",
      effects: ["keeps rows of the last 900 transactions from vacuum"],
      end: "connections",
    },
    {
      kind: "prepared transaction",
      name: `"batch 7" (app)`,
      ageMs: 2 * HOUR,
      database: "billing",
      effects: ["a new slot waits for it", "vacuum keeps what it may still see"],
      end: "rollback prepared",
    },
    expect.objectContaining({
      name: "process 1 (app, web, idle in transaction)",
      effects: ["a new slot waits for it"],
    }),
  ]);
  expect(slotWaits).toBe(2);
  expect(sentence).toBe("3 transactions older than a minute; a new slot would wait for 2.");
});

test("a reader of a target table that is not FULL keeps Electric from altering it", () => {
  const { list } = seen((snapshot) => {
    snapshot.relations = snapshot.relations.map((relation) => ({
      ...relation,
      replicaIdentity: "d" as const,
    }));
    snapshot.transactions = [open({ holdsXid: false, relations: [snapshot.relations[0]?.oid ?? 0] })];
  });
  expect(list[0]?.effects).toEqual(["REPLICA IDENTITY FULL on public.orders waits for it"]);
});

test("the horizon names what keeps the oldest rows", () => {
  const horizon = (age: number | null, slot: Partial<typeof aSlot> = {}) =>
    seen((snapshot) => {
      snapshot.transactions = [open({ pid: 9, xminAge: age })];
      snapshot.slots = [{ ...aSlot, catalogXminAge: 12, ...slot }];
    }).horizon;
  expect(horizon(13)).toBe("Vacuum keeps row versions of the last 13 transactions, for process 9.");
  expect(horizon(null)).toBe(
    "Vacuum keeps row versions of the last 12 transactions, for slot electric_slot_default, in catalogues.",
  );
  expect(horizon(1, { xminAge: 50 })).toContain("50 transactions, for slot electric_slot_default.");
  expect(horizon(null, { catalogXminAge: null })).toBeNull();
});

test("what may not be seen is unknown with its grant, and what is seen beside it still counts", () => {
  const blind = seen((snapshot) => void (snapshot.transactions = unseen));
  expect(blind).toMatchObject({
    sentence: "Unknown: Headroom's role may not see all transactions.",
    grant: unseen.grant,
  });
  const half = seen((snapshot) => {
    snapshot.transactions = unseen;
    snapshot.preparedTransactions = [{ gid: "a", owner: "app", database: "orders", ageMs: HOUR }];
  });
  expect(half).toMatchObject({ slotWaits: 1, grant: unseen.grant });
  expect(half.sentence).toBe("1 transaction older than a minute; a new slot would wait for 1.");
});
