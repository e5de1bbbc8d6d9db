import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { fallback } from "@/lib/log/unlogged";
import { quoteIdentifier } from "@/lib/postgres/identifier";
import { defaultTarget } from "@/lib/target/schema";
import { system } from "@/server/context";
import { startCluster } from "@/server/embedded/cluster";
import { addDatabase } from "@/server/databases/create";
import { COUNTING } from "./server-time";
import type { Tidy } from "./tidy";

const ROLE = "watcher";

/** The watched databases of the scale bench, and what their servers have counted. */
export type Watched = { ids: string[]; admins: Client[] };

async function makeCluster(databases: number, tidy: Tidy): Promise<{ admin: Client; ids: string[] }> {
  const folder = mkdtempSync(path.join(tmpdir(), "headroom-bench-"));
  tidy.later(() => rmSync(folder, { recursive: true, force: true }));
  const cluster = await startCluster({
    major: 17,
    dataDir: path.join(folder, "data"),
    superuser: "postgres",
    settings: { ...COUNTING, wal_level: "logical", fsync: "off", max_connections: "200" },
  });
  tidy.later(() => cluster.stop());
  const admin = new Client({ host: "127.0.0.1", port: cluster.port, user: "postgres", database: "postgres" });
  admin.on("error", fallback(undefined, "the statement under way fails with it"));
  await admin.connect();
  tidy.later(() => admin.end());
  await admin.query("CREATE EXTENSION pg_stat_statements");
  await admin.query(`CREATE ROLE ${ROLE} LOGIN IN ROLE pg_monitor`);
  const ids: string[] = [];
  for (let number = 1; number <= databases; number++) {
    const name = `shop_${number}`;
    await admin.query(`CREATE DATABASE ${quoteIdentifier(name)} STRATEGY file_copy`);
    const { id } = await addDatabase(system, {
      name: `${name} of ${cluster.port}`,
      host: "127.0.0.1",
      port: cluster.port,
      database: name,
      user: ROLE,
      password: "",
      sslmode: "disable",
      target: defaultTarget,
    });
    ids.push(id);
  }
  return { admin, ids };
}

/** Makes clusters with so many databases each, and a database for every one in the store. */
export async function makeWatched(clusters: number, databases: number, tidy: Tidy): Promise<Watched> {
  const watched: Watched = { ids: [], admins: [] };
  for (let number = 0; number < clusters; number++) {
    const { admin, ids } = await makeCluster(databases, tidy);
    watched.admins.push(admin);
    watched.ids.push(...ids);
  }
  return watched;
}

/** Makes the servers count anew. */
export async function forgetQueries({ admins }: Watched): Promise<void> {
  for (const admin of admins) await admin.query("SELECT pg_stat_statements_reset()");
}

/** Returns how many round trips each server has had of us: each is one transaction, so its COMMIT is counted. */
export async function roundTrips({ admins }: Watched): Promise<number[]> {
  const counts = admins.map(async (admin) => {
    const { rows } = await admin.query<{ calls: number }>(
      `SELECT coalesce(sum(s.calls), 0)::int AS calls FROM pg_stat_statements s
       WHERE s.userid = $1::regrole AND s.query = 'COMMIT'`,
      [ROLE],
    );
    return rows[0]?.calls ?? 0;
  });
  return Promise.all(counts);
}

/** Returns how many sessions named headroom each server has now. */
export async function sessions({ admins }: Watched): Promise<number[]> {
  const counts = admins.map(async (admin) => {
    const { rows } = await admin.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = 'headroom'",
    );
    return rows[0]?.count ?? 0;
  });
  return Promise.all(counts);
}
