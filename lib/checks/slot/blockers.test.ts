import { expect, test } from "vitest";
import type { OpenTransaction } from "@/lib/snapshot/activity";
import { snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { slotBlockers } from "./blockers";

const UNSEEN = { unseen: true, grant: "GRANT pg_monitor TO x;" } as const;
const judged = (change: (snapshot: ReachedSnapshot) => void) =>
  judge(slotBlockers, snapshotWith(change), defaultTarget);
const transaction: OpenTransaction = {
  pid: 99,
  role: "app",
  applicationName: "import",
  database: "orders",
  ageMs: 3_600_000,
  state: "idle in transaction",
  holdsXid: true,
};
const prepared = { gid: "it's", owner: "app", database: "other\ndb", ageMs: 90_000 };

test("passes when no transaction is long", () => {
  expect(judged(() => {}).status).toBe("pass");
});

test("passes when a long one only reads, or one with an xid is young", () => {
  const finding = judged((snapshot) => {
    snapshot.transactions = [
      { ...transaction, holdsXid: false },
      { ...transaction, ageMs: 60_000 },
    ];
  });
  expect(finding.status).toBe("pass");
});

test("warns of transactions and prepared ones together, and ends each", () => {
  const finding = judged((snapshot) => {
    snapshot.transactions = [transaction, { ...transaction, pid: 100, database: "elsewhere" }];
    snapshot.preparedTransactions = [prepared];
  });
  expect(finding).toMatchObject({ status: "warn", objects: ["process 99", "process 100", "prepared it's"] });
  expect(finding.found).toContain("2 transactions older than a minute, the oldest process 99 (app, import");
  expect(finding.ways[0]?.sql).toBe("SELECT pg_terminate_backend(99);\nSELECT pg_terminate_backend(100);");
  expect(finding.ways[1]?.sql).toBe("-- in the database other db\nROLLBACK PREPARED 'it''s';");
});

test("what is seen counts, even when something else is hidden", () => {
  const finding = judged((snapshot) => {
    snapshot.transactions = UNSEEN;
    snapshot.preparedTransactions = [prepared];
  });
  expect(finding).toMatchObject({ status: "warn", objects: ["prepared it's"] });
});

test("is unknown when transactions may not be seen, with the grant", () => {
  const finding = judged((snapshot) => void (snapshot.transactions = UNSEEN));
  expect(finding).toMatchObject({ status: "unknown", ways: [{ sql: UNSEEN.grant }] });
});

test("warns of a long reader of a target table that Electric would alter, and of no other reader", () => {
  const reader = { ...transaction, holdsXid: false, relations: [16_400] };
  const found = (replicaIdentity: "d" | "f", relations: number[] | null) =>
    judged((snapshot) => {
      const [table] = snapshot.relations;
      if (table) Object.assign(table, { oid: 16_400, replicaIdentity });
      snapshot.transactions = [{ ...reader, relations }];
    });
  expect(found("d", [16_400])).toMatchObject({ status: "warn", objects: ["process 99"] });
  expect(found("d", [16_400]).found).toContain(
    "1 reader older than a minute on tables that are not FULL yet",
  );
  expect(found("f", [16_400]).status).toBe("pass");
  expect(found("d", [16_401]).status).toBe("pass");
  expect(found("d", null).status).toBe("pass");
});
