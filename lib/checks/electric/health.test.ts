import { describe, expect, test } from "vitest";
import { aSlot, snapshotWith } from "@/lib/snapshot/fixture";
import type { ElectricSeen, ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget, type Target } from "@/lib/target/schema";
import { judge } from "../judge";
import { electricHealth } from "./health";

const active: ElectricSeen = {
  url: "http://me:secret@electric:3000/?secret=x",
  httpStatus: 200,
  status: "active",
  version: "1.7.12",
  notActiveSince: null,
  slotLagBytes: null,
  failure: null,
};
const waiting = { httpStatus: 202, status: "waiting", notActiveSince: "2026-11-23T02:57:00.000Z" };
const judged = (
  electric: Partial<ElectricSeen> | null,
  change: (snapshot: ReachedSnapshot) => void = () => {},
  target: Partial<Target> = {},
) =>
  judge(
    electricHealth,
    snapshotWith((snapshot) => {
      snapshot.electric = electric === null ? null : { ...active, ...electric };
      change(snapshot);
    }),
    { ...defaultTarget, ...target },
  );

test("does not apply while no address is known", () => {
  expect(judged(null).status).toBe("not applicable");
});

test("passes when active", () => {
  expect(judged({}).status).toBe("pass");
});

test("warns when Postgres has no slot of that name: the address belongs to another database", () => {
  const finding = judged({}, (snapshot) => (snapshot.slots = []));
  expect(finding).toMatchObject({
    status: "warn",
    found: "Electric answers “active”, but this server has no slot electric_slot_default",
    objects: ["http://electric:3000/", "electric_slot_default"],
  });
  expect(judged({}, (snapshot) => (snapshot.slots = { unseen: true, grant: "GRANT" })).status).toBe("pass");
});

test("warns when Electric and Postgres differ in the slot's lag by more than is written between two readings", () => {
  const lag = (told: number | null, seen: number | null) =>
    judged({ slotLagBytes: told }, (snapshot) => (snapshot.slots = [{ ...aSlot, lagBytes: seen }]));
  expect(lag(4 * 1024 ** 3, 1024)).toMatchObject({
    status: "warn",
    found: "Electric reports 4 GB of slot lag, Postgres 1 kB for electric_slot_default",
  });
  expect(lag(1024, 4 * 1024 ** 3).status).toBe("warn");
  expect(lag(64 * 1024 ** 2, 0).status).toBe("pass");
  expect(lag(3 * 1024 ** 3, 4 * 1024 ** 3).status).toBe("pass");
  expect(lag(null, 4 * 1024 ** 3).status).toBe("pass");
  expect(lag(4 * 1024 ** 3, null).status).toBe("pass");
});

test("fails when it did not answer, and says why, without what is secret in the address", () => {
  const finding = judged({ httpStatus: null, status: null, failure: "connection refused" });
  expect(finding).toMatchObject({ status: "fail", objects: ["http://electric:3000/"] });
  expect(finding.found).toContain("connection refused");
  expect(JSON.stringify(finding)).not.toContain("secret=x");
  expect(JSON.stringify(finding)).not.toContain("me:secret");
});

test("fails when something else answers", () => {
  expect(judged({ httpStatus: 404, status: null }).status).toBe("fail");
  expect(judged({ httpStatus: 200, status: "ok" }).status).toBe("fail");
});

test("passes while it has been starting for less than a minute", () => {
  expect(judged({ ...waiting, notActiveSince: "2026-11-23T02:59:30.000Z" }).status).toBe("pass");
});

test("warns when it waits for over a minute, and on a first look, where nobody knows for how long", () => {
  expect(judged(waiting).found).toBe(
    "Electric has answered 202 “waiting” for 3 min; Postgres shows no cause",
  );
  expect(judged({ ...waiting, notActiveSince: null })).toMatchObject({ status: "warn" });
});

test("is judged without a session too", () => {
  const { takenAt, connection } = snapshotWith(() => {});
  const finding = judge(
    electricHealth,
    { takenAt, connection, reached: false, electric: { ...active, ...waiting } },
    defaultTarget,
  );
  expect(finding.found).toContain("Postgres cannot be reached from here either");
});

describe("the cause, as Postgres shows it", () => {
  test.each<[string, (snapshot: ReachedSnapshot) => void]>([
    ["wal_level is replica", ({ server }) => void (server.walLevel = "replica")],
    ["this server is a replica", ({ server }) => void (server.inRecovery = true)],
    ["the role electric does not exist", (snapshot) => void (snapshot.role = null)],
    ["has no REPLICATION", ({ role }) => void (role && (role.replication = false))],
    ["may not log in", ({ role }) => void (role && (role.canLogin = false))],
    [
      "default_transaction_read_only is on",
      ({ role }) =>
        role?.settings.push({ scope: "role", name: "default_transaction_read_only", value: "on" }),
    ],
    [
      "belongs to the database billing",
      (snapshot) => void (snapshot.slots = [{ ...aSlot, database: "billing" }]),
    ],
    [
      "all 1 replication slots are in use",
      (snapshot) => {
        snapshot.server.maxReplicationSlots = 1;
        snapshot.slots = [{ ...aSlot, name: "other" }];
      },
    ],
    ["all 10 WAL senders are in use", (snapshot) => void (snapshot.walSenders = 10)],
    [
      "its pool does not fit: 20 claimed + 7 others = 27 of 22 usable",
      (snapshot) => {
        snapshot.server.maxConnections = 25;
        snapshot.activity = {
          groups: [{ role: "app", database: "orders", applicationName: "web", count: 7, own: false }],
          hidden: 0,
        };
      },
    ],
    [
      "waits for open transactions: 1 transaction, first process 99 (app)",
      (snapshot) => {
        snapshot.slots = [{ ...aSlot, confirmedFlushLsn: null }];
        snapshot.transactions = [
          {
            pid: 99,
            role: "app",
            applicationName: "",
            database: "x",
            ageMs: 5000,
            state: "active",
            holdsXid: true,
          },
        ];
      },
    ],
    [
      "process 4711 (electric) holds Electric's advisory lock and 1 other waits for it",
      (snapshot) => void (snapshot.electricLock = { holderPid: 4711, holderRole: "electric", waiting: 1 }),
    ],
  ])("%s", (cause, change) => {
    const finding = judged(waiting, change);
    expect(finding.status).toBe("warn");
    expect(finding.found).toContain(cause);
  });

  test("nothing is guessed from what may not be seen", () => {
    const unseen = { unseen: true, grant: "GRANT …" } as const;
    const finding = judged(waiting, (snapshot) => {
      Object.assign(snapshot, {
        slots: unseen,
        walSenders: unseen,
        activity: unseen,
        transactions: unseen,
        electricLock: unseen,
      });
    });
    expect(finding.found).toContain("Postgres shows no cause");
  });
});
