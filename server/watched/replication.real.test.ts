import { expect, test } from "vitest";
import { ownSlotReport } from "@/lib/replication/own-slot";
import { replicationOf } from "@/lib/replication/page";
import { standbysOf } from "@/lib/replication/standbys";
import { snapshotSchema } from "@/lib/snapshot/schema";
import { defaultTarget } from "@/lib/target/schema";
import { withDatabase } from "./faults/harness";
import { readSlot, streamAsStandby } from "./faults/replication";

test.each([14, 18] as const)(
  "Postgres %i: two Electrics, a standby and Debezium are told apart, with what each keeps",
  async (major) => {
    const sql = [
      "CREATE ROLE electric LOGIN REPLICATION; CREATE ROLE looker LOGIN",
      "CREATE TABLE items (id int PRIMARY KEY); CREATE PUBLICATION electric_publication_default FOR TABLE items",
      ...["electric_slot_default", "electric_slot_second", "debezium"].map(
        (name) => `SELECT pg_create_logical_replication_slot('${name}', 'pgoutput')`,
      ),
    ];
    await withDatabase({ major, sql, visitor: "postgres" }, async ({ name: database, port, look, admin }) => {
      const before = await look();
      const at = { port, database };
      // Each returns when Postgres calls its slot active.
      const streams = [
        await streamAsStandby(admin, { ...at, role: "postgres", name: "walreceiver", slot: "standby_1" }),
        await readSlot(admin, { ...at, role: "electric", name: "Debezium Streaming", slot: "debezium" }),
        await readSlot(admin, { ...at, role: "electric", slot: "electric_slot_second" }),
      ];
      try {
        await admin.query("SELECT pg_logical_emit_message(false, 'test', repeat('x', 100000))");
        const now = await look();
        expect(snapshotSchema.parse(JSON.parse(JSON.stringify(now)))).toEqual(now);
        const told = replicationOf(now, defaultTarget, before, []);

        const own = ownSlotReport(told.facts, defaultTarget);
        expect(own.sentence).toMatch(/^Nothing has read electric_slot_default( for \d+ s)?\.$/);
        expect(own.slot).toMatchObject({ catalogXminAge: expect.any(Number), xminAge: null });
        expect(told.consumers).toMatchObject([
          { slot: "electric_slot_default", isOwn: true, connections: { count: 20, how: "claimed" } },
          { slot: "debezium", product: "Debezium", connections: { count: 0, how: "seen" } },
          { slot: "electric_slot_second", product: "Electric", connections: { count: 0, how: "seen" } },
        ]);
        expect(standbysOf(told.facts)).toMatchObject([
          { name: "standby_1", kind: "standby", slot: "standby_1" },
        ]);
        expect(standbysOf(told.facts)[0]?.reader).toMatch(
          /^process \d+ \(postgres, walreceiver, 127\.0\.0\.1\)$/,
        );
        expect(told.room.sum).toMatch(
          /^4 of 10 slots used · 3 of 10 walsenders used · 20 claimed \+ \d+ others/,
        );
        expect(told.room.lines[1]?.calculation).toBe(
          "10 − 3 in use − 1 for Electrics of this Headroom to come = 6 free",
        );

        const hidden = await look({}, "looker");
        const blind = replicationOf(hidden, defaultTarget, null, []);
        expect(blind.consumers.map(({ product }) => product)).toEqual(["Electric", "Debezium", "Electric"]);
        expect(standbysOf(blind.facts)[0]?.reader).toMatch(/address unknown\)$/);
        expect(blind.facts.sendersGrant).toContain('GRANT pg_read_all_stats TO "looker";');
        expect(told.facts.sendersGrant).toBeNull();
        expect(hidden.walSenderList).toEqual(
          expect.arrayContaining([
            expect.objectContaining({
              applicationName: "Debezium Streaming",
              database,
              state: null,
              startedAt: null,
            }),
          ]),
        );
      } finally {
        await Promise.all(streams.map((stream) => stream.stop()));
      }
    });
  },
);
