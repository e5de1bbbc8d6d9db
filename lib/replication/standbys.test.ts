import { expect, test } from "vitest";
import { aStandby, aStandbySlot, factsWith, senderWith, slotWith, unseen } from "./fixture";
import { standbyNames, standbySentence, standbysOf } from "./standbys";

const facts = (
  slots: Parameters<typeof factsWith>[0],
  senders: ReturnType<typeof senderWith>[],
  awaited = "",
) =>
  factsWith(slots, (snapshot) => {
    snapshot.walSenderList = senders;
    snapshot.server.synchronizedStandbySlots = awaited;
  });

test("a standby has its slot, its reader, what it keeps and how it is in step", () => {
  const [standby] = standbysOf(
    facts([slotWith({}), aStandbySlot], [senderWith({}), aStandby], '"replica_1", b'),
  );
  expect(standby).toEqual({
    name: "replica_1",
    kind: "standby",
    slot: "replica_1",
    reader: "process 52 (replicator, walreceiver, 10.0.0.7)",
    retainedBytes: 65_536,
    notes: [
      "streaming",
      "commits do not wait for it (asynchronous)",
      "failover slots wait for it (synchronized_standby_slots)",
      "keeps rows of the last 40 transactions from vacuum (hot_standby_feedback)",
    ],
  });
});

test("logical slots and their walsenders are none, whichever database they are in", () => {
  const debezium = slotWith({ name: "debezium", database: "billing", activePid: 9 });
  // The last one is an Electric that waits for the lock and reads no slot yet.
  const senders = [
    senderWith({}),
    senderWith({ pid: 9, database: "billing" }),
    senderWith({ pid: 10, database: "orders" }),
  ];
  expect(standbysOf(facts([slotWith({}), debezium], senders))).toEqual([]);
});

test("a standby without a slot is listed, and cannot copy slots", () => {
  const alone = facts([], [senderWith({ pid: 7, database: null, applicationName: "eu_west" })]);
  expect(standbysOf(alone)).toMatchObject([
    { name: "eu_west", kind: "standby", slot: null, retainedBytes: null },
  ]);
  expect(standbysOf(alone)[0]?.notes).toContain("no slot: WAL it has not read may be removed");
  expect(standbyNames(alone)).toEqual([]);
});

test("platform slots, backups and slots without a reader are no standbys", () => {
  const slots = [
    { ...aStandbySlot, name: "pghoard_local", activePid: 1 },
    { ...aStandbySlot, name: "barman", activePid: 2 },
    { ...aStandbySlot, name: "gone", active: false, activePid: null },
    { ...aStandbySlot, name: "pg_basebackup_77", activePid: 3 },
  ];
  const given = facts(slots, []);
  expect(standbysOf(given).map(({ kind }) => kind)).toEqual(["platform", "backup", "unused slot", "backup"]);
  expect(standbyNames(given)).toEqual([]);
  expect(standbysOf(given)[2]?.reader).toBeNull();
});

test("what is hidden of a walsender is said, and a closed part keeps what the other tells", () => {
  const hidden = { ...aStandby, address: null, startedAt: null, state: null, syncState: null };
  expect(standbysOf(facts([aStandbySlot], [hidden]))).toMatchObject([
    {
      reader: "process 52 (replicator, walreceiver, address unknown)",
      notes: ["keeps rows of the last 40 transactions from vacuum (hot_standby_feedback)"],
    },
  ]);
  expect(standbysOf(factsWith([aStandbySlot], (s) => void (s.walSenderList = unseen)))).toHaveLength(1);
  expect(standbysOf(facts(unseen, [aStandby]))).toMatchObject([{ name: "walreceiver", slot: null }]);
});

test("one sentence counts those that stream and what slots without a reader keep", () => {
  const of = (...slots: (typeof aStandbySlot)[]) => standbySentence(standbysOf(facts(slots, [])));
  const unused = { ...aStandbySlot, name: "gone", active: false, activePid: null, retainedBytes: 2048 };
  expect(of()).toBe("No standby and no physical slot.");
  expect(of(aStandbySlot)).toBe("1 standby streams.");
  expect(of(aStandbySlot, { ...aStandbySlot, name: "b", activePid: 53 })).toBe("2 standbys stream.");
  expect(of(unused)).toBe("No standby streams; 1 physical slot without a reader keeps 2 kB.");
  expect(of(unused, { ...unused, name: "b" })).toContain("2 physical slots without a reader keep 4 kB");
});
