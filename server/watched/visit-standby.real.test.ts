import { Client } from "pg";
import { expect, test } from "vitest";
import { snapshotSchema } from "@/lib/snapshot/schema";
import { defaultTarget } from "@/lib/target/schema";
import { MAJORS } from "@/server/embedded/binaries";
import { loginTo } from "./faults/login-to";
import { startPair } from "./faults/standby";
import { visit } from "./visit";

test.each(MAJORS)(
  "Postgres %i: a replica is visited as far as it can be, and says what it is",
  async (major) => {
    const pair = await startPair({ major, sql: "CREATE TABLE items (id int PRIMARY KEY)" });
    try {
      const login = loginTo(pair.standby.port, "postgres", "postgres");
      const client = new Client({
        host: "127.0.0.1",
        port: pair.standby.port,
        user: "postgres",
        database: "postgres",
      });
      await client.connect();
      await client.query("SELECT pg_create_physical_replication_slot('cascade', true)");
      await client.end();
      const snapshot = snapshotSchema.parse(await visit(login, defaultTarget, {}));
      expect(snapshot).toMatchObject({
        reached: true,
        server: { inRecovery: true },
        relations: [{ name: "items" }],
      });
      const above = snapshotSchema.parse(
        await visit({ ...login, port: pair.primary.port }, defaultTarget, {}),
      );
      expect(above).toMatchObject({ server: { inRecovery: false }, walSenders: 1 });
    } finally {
      await pair.stop();
    }
  },
);
