import { expect, test } from "vitest";
import { moveFromCloud } from "@/lib/move/from-cloud";
import { consumersOf } from "@/lib/replication/consumers";
import { defaultTarget } from "@/lib/target/schema";
import { withDatabase } from "./faults/harness";
import { readSlot } from "./faults/replication";

const SQL = [
  "CREATE ROLE cloud LOGIN REPLICATION; CREATE ROLE electric LOGIN REPLICATION",
  "CREATE TABLE items (id int PRIMARY KEY)",
  "CREATE PUBLICATION cloud_electric_pub_svc_x FOR TABLE items; CREATE PUBLICATION electric_publication_default FOR TABLE items",
  "SELECT pg_create_logical_replication_slot(name, 'pgoutput') FROM unnest(ARRAY['cloud_electric_slot_svc_x', 'electric_slot_default']) name",
];

test.each([14, 18] as const)(
  "Postgres %i: while Electric Cloud reads nothing of it can be dropped, and its own SQL removes all of it afterwards",
  (major) =>
    withDatabase({ major, sql: SQL }, async ({ admin, look, port, name: database }) => {
      const steps = async () => {
        const snapshot = await look();
        const consumers = consumersOf(snapshot, defaultTarget, [], null);
        return moveFromCloud({ snapshot, target: defaultTarget, consumers, verdict: "ready" });
      };
      const next = async () => (await steps())?.find(({ state }) => state === "next");
      const runs = async () => {
        const ways = (await steps())?.at(-1)?.ways ?? [];
        expect(ways.length).toBeGreaterThan(1);
        for (const { sql } of ways) await admin.query(sql ?? "");
      };
      const cloud = await readSlot(admin, {
        port,
        database,
        role: "cloud",
        slot: "cloud_electric_slot_svc_x",
      });
      expect((await next())?.title).toBe("Start your own Electric beside it");
      await expect(runs()).rejects.toMatchObject({ code: "55006" });

      const own = await readSlot(admin, { port, database, role: "electric", slot: "electric_slot_default" });
      expect((await next())?.title).toBe("Point the application at your own Electric");
      await cloud.stop();
      expect((await next())?.title).toBe("Drop what Electric Cloud leaves");
      await runs();
      expect(await steps()).toBeNull();
      const { rows } = await admin.query("SELECT slot_name, active FROM pg_replication_slots");
      expect(rows).toEqual([{ slot_name: "electric_slot_default", active: true }]);
      await own.stop();
    }),
);
