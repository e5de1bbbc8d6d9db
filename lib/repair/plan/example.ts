import { inverse, sqlOf } from "@/lib/repair/changes/operations";
import type { Change } from "@/lib/repair/changes/schema";
import { planSchema, type Phase, type Plan, type Step } from "./schema";

const VERSION = 170_004;

/** Returns a step whose statements and undo are those of its changes, for tests and examples. */
export function exampleStep(id: string, phase: Phase, says: string, changes: Change[]): Step {
  const undo = changes.map((change) => {
    const back = inverse(change);
    return back === null ? null : sqlOf(back, VERSION);
  });
  const statements = changes.map((change) => sqlOf(change, VERSION));
  return {
    id,
    remedy: "example",
    phase,
    says,
    changes,
    statements,
    undo,
    lock: null,
    touches: [],
    opens: [],
  };
}

const orders = { schema: "public", name: "orders" };

const lock: Step["lock"] = {
  mode: "ACCESS EXCLUSIVE",
  tables: 1,
  blocks: "blocks reads and writes for some milliseconds",
};

/** A plan as a database gives one, small: FULL on one table, a temporary membership, and a failover slot after the commit. */
export const aPlan: Plan = planSchema.parse({
  for: { kind: "ready" },
  choices: { strategy: "owner" },
  admin: "postgres",
  versionNum: VERSION,
  place: {
    host: "db.example.com",
    port: 5432,
    database: "orders",
    oid: "16384",
    system: "7400000000000000001",
    versionNum: VERSION,
  },
  consequences: ["shop stops owning 1 table and keeps its rights by grant."],
  steps: [
    exampleStep("enable-1", "enable", "Make postgres a member of shop for as long as this takes.", [
      {
        kind: "membership",
        role: "shop",
        member: "postgres",
        grantor: null,
        from: null,
        to: { admin: false, inherit: true, set: true },
      },
    ]),
    {
      ...exampleStep("change-1", "change", "Give 1 table of shop to electric.", [
        { kind: "table owner", table: orders, from: "shop", to: "electric" },
      ]),
      lock,
      touches: ["shop: stops owning public.orders", "electric: owns public.orders"],
    },
    {
      ...exampleStep("change-2", "change", "Set REPLICA IDENTITY FULL on 1 table.", [
        { kind: "replica identity", table: orders, from: "default", to: "full" },
      ]),
      lock,
    },
    exampleStep("restore-1", "restore", "Take the membership in shop back.", [
      {
        kind: "membership",
        role: "shop",
        member: "postgres",
        grantor: null,
        from: { admin: false, inherit: true, set: true },
        to: null,
      },
    ]),
    exampleStep("after-1", "after", "Change the slot electric_slot_default into a failover slot.", [
      {
        kind: "slot",
        slot: "electric_slot_default",
        from: { failover: false },
        to: { failover: true },
        endReader: false,
      },
    ]),
  ],
  locks: [{ ...orders, mode: "ACCESS EXCLUSIVE" }],
  promises: [
    { check: "tables.ownership", when: "commit" },
    { check: "slot.failover", when: "after" },
  ],
  reach: [
    {
      role: "electric",
      electric: true,
      gains: [{ rights: ["owner's rights"], on: ["public.orders"] }],
      loses: [],
    },
    {
      role: "shop",
      electric: false,
      gains: [],
      loses: [{ rights: ["owner's rights"], on: ["public.orders"] }],
    },
  ],
  leaves: [{ check: "server.wal_level", why: "wal_level needs a restart of the server." }],
  missing: [],
  acceptances: [],
  stood: {
    publication: { name: "electric_publication_default", there: true },
    slot: { name: "electric_slot_default", there: true },
    identities: [],
  },
} satisfies Record<keyof Plan, unknown>);
