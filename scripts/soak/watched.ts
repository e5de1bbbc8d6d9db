import { appendFileSync } from "node:fs";
import path from "node:path";
import { Client } from "pg";
import { fallback } from "@/lib/log/unlogged";
import { quoteIdentifier } from "@/lib/postgres/identifier";
import { defaultSampling } from "@/lib/databases/database";
import { defaultTarget } from "@/lib/target/schema";
import { system } from "@/server/context";
import { addDatabase } from "@/server/databases/create";
import { MAJORS } from "@/server/embedded/binaries";
import { initCluster, startCluster } from "@/server/embedded/cluster";
import type { Tidy } from "../bench/tidy";

/** Pace of the watched databases while nothing looks at them, ms: the fastest that the form takes. */
export const PACE_MS = 5_000;

/** Sessions that a watched server takes; the alert's rule and load are chosen for it (alerts.ts). */
const MAX_CONNECTIONS = 150;

/** One database that is watched, by its id in the store and its name on its server. */
export type Watched = { id: string; name: string; server: number };

/** A server with the log in which it writes each session that begins and ends. */
export type WatchedServer = { number: number; port: number; log: string; admin: Client };

/** Opens a session of our own with a server. */
export async function connect(port: number, database = "postgres"): Promise<Client> {
  const client = new Client({
    host: "127.0.0.1",
    port,
    user: "postgres",
    database,
    application_name: "soak",
  });
  client.on("error", fallback(undefined, "the statement under way fails with it"));
  await client.connect();
  return client;
}

/** Starts a server of one of the versions, in turns, which writes sessions into its log by the source's address. */
export async function startWatched(number: number, folder: string, tidy: Tidy): Promise<WatchedServer> {
  const dataDir = path.join(folder, `server-${number}`);
  const options = {
    major: MAJORS[number % MAJORS.length] ?? 17,
    dataDir,
    superuser: "postgres",
    settings: {
      wal_level: "logical",
      fsync: "off",
      shared_buffers: "16MB",
      max_connections: String(MAX_CONNECTIONS),
      log_connections: "on",
      log_disconnections: "on",
      log_line_prefix: "%n|%r|%a|",
    },
  };
  await initCluster(options);
  appendFileSync(path.join(dataDir, "pg_hba.conf"), "host all all 127.0.0.0/8 trust\n");
  const { port, stop } = await startCluster(options);
  tidy.later(stop);
  const admin = await connect(port);
  tidy.later(() => admin.end());
  await admin.query("CREATE ROLE electric LOGIN REPLICATION");
  return { number, port, log: `${dataDir}.log`, admin };
}

/** Makes a database with three tables that nothing is set up on yet, and has it watched. */
export async function makeDatabase(
  { number, port, admin }: WatchedServer,
  name: string,
  idleMs: number,
): Promise<Watched> {
  await admin.query(`CREATE DATABASE ${quoteIdentifier(name)}`);
  const inside = await connect(port, name);
  for (const table of ["orders", "lines", "customers"])
    await inside.query(`CREATE TABLE ${quoteIdentifier(table)} (id bigint PRIMARY KEY, body text)`);
  await inside.end();
  const { id } = await addDatabase(system, {
    name: `${name} of server ${number}`,
    host: "127.0.0.1",
    port,
    database: name,
    user: "postgres",
    password: "",
    sslmode: "disable",
    target: { ...defaultTarget, poolSize: 1, environment: "development" },
    sampling: { ...defaultSampling, idleMs },
  });
  return { id, name, server: number };
}
