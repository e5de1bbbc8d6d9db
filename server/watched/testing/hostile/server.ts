import { closeSync, fstatSync, mkdtempSync, openSync, readSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { quoteIdentifier } from "@/lib/postgres/identifier";
import type { Major } from "@/server/embedded/binaries";
import { startCluster, type ClusterOptions } from "@/server/embedded/cluster";
import { copyCluster } from "../../faults/template";
import { AUTHOR, DETECTOR, executionsIn, type Execution } from "./detector";
import { EVENT_TRIGGERS, OBJECTS, publicationOf, ROW_SECURITY } from "./objects";
import { OWNERS, setAll, SUPERUSERS } from "./settings";
import type { SqlName } from "../sql-names";
import { shadows } from "./shadows";

export const SUPERUSER = "postgres";
/** A role as managed databases give their customers: may make roles, has ADMIN OPTION on the author, and is no superuser. */
export const ADMIN = "keeper";

const TEMPLATE = "hostile";

type DatabaseOptions = {
  /** Settings that the owner gives to all who log in; the hostile ones when they are not given. */
  settings?: Record<string, string>;
  /** Settings that a superuser gives to the roles that log in; hostile ones when they are not given. */
  ofLogins?: Record<string, string>;
  /** A publication that the author has made beforehand. */
  publication?: string;
  eventTriggers?: boolean;
  /** Electric's role, made beforehand: up to 15 only a superuser makes one with REPLICATION. */
  role?: string;
};

/** A server with a database in which everything that its owner can make is hostile. */
export type HostileServer = {
  major: Major;
  port: number;
  /** Makes a copy of the hostile database, with all hostile settings. */
  makeDatabase(name: string, options?: DatabaseOptions): Promise<void>;
  /** Opens a session that no setting of a database reaches; with `exposed`, one that all of them reach. */
  open(role: string, database: string, options?: { exposed?: boolean }): Promise<Client>;
  /** Returns the executions of hostile code since a mark, of which `mark` is the present one. */
  executions(since?: number): Execution[];
  mark(): number;
  isSuperuser(role: string): Promise<boolean>;
  stop(): Promise<void>;
};

/** Settings of a session come before those of its database and role (PostgreSQL docs, 20.1.4). */
const SAFE = [
  "search_path=pg_catalog,pg_temp",
  "statement_timeout=0",
  "lock_timeout=0",
  "default_transaction_read_only=off",
  "default_transaction_isolation=read\\ committed",
  "client_min_messages=warning",
  "standard_conforming_strings=on",
  "session_replication_role=origin",
];

/** Returns what a file holds from a byte on. */
function textFrom(file: string, from: number): string {
  const descriptor = openSync(file, "r");
  try {
    const buffer = Buffer.alloc(fstatSync(descriptor).size - from);
    return buffer.toString("utf8", 0, readSync(descriptor, buffer, 0, buffer.length, from));
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Starts a server of a version and makes the hostile database there, as its author; functions and catalogues of these
 * names are shadowed beside every operator and type.
 */
export async function startHostileServer(major: Major, names: readonly SqlName[]): Promise<HostileServer> {
  const namesOf = (kind: SqlName["kind"]) => names.flatMap((name) => (name.kind === kind ? [name.name] : []));
  const shadowed = { functions: namesOf("function"), relations: namesOf("relation") };
  const folder = mkdtempSync(path.join(tmpdir(), "headroom-hostile-"));
  const dataDir = path.join(folder, "data");
  const options: ClusterOptions = {
    major,
    dataDir,
    superuser: SUPERUSER,
    // A worker of autovacuum runs code as the tables' present owner: no session of ours is in it.
    settings: { wal_level: "logical", fsync: "off", autovacuum: "off", max_prepared_transactions: "5" },
  };
  await copyCluster(options, 0);
  const { port, stop } = await startCluster(options);
  const open: HostileServer["open"] = async (user, database, { exposed = false } = {}) => {
    const safe = SAFE.filter(
      (setting) => user === SUPERUSER || !setting.startsWith("session_replication_role"),
    );
    const given = safe.map((setting) => `-c ${setting}`).join(" ");
    const client = new Client({
      host: "127.0.0.1",
      port,
      user,
      database,
      ...(exposed ? {} : { options: given }),
    });
    client.on("error", () => {});
    await client.connect();
    return client;
  };
  const superuser = await open(SUPERUSER, "postgres");
  await superuser.query(`CREATE ROLE ${AUTHOR} LOGIN`);
  await superuser.query(`CREATE ROLE ${ADMIN} LOGIN CREATEROLE CREATEDB REPLICATION BYPASSRLS`);
  if (major >= 16)
    await superuser.query(`GRANT ${AUTHOR} TO ${ADMIN} WITH ADMIN TRUE, INHERIT FALSE, SET FALSE`);
  await superuser.query(`GRANT pg_monitor, pg_signal_backend TO ${ADMIN}`);
  await superuser.query(`CREATE DATABASE ${TEMPLATE} OWNER ${AUTHOR}`);
  const maker = await open(SUPERUSER, TEMPLATE);
  await maker.query(
    `GRANT CREATE, USAGE ON SCHEMA public TO ${ADMIN} WITH GRANT OPTION; GRANT CREATE ON SCHEMA public TO ${AUTHOR}`,
  );
  await maker.end();
  const author = await open(AUTHOR, TEMPLATE);
  await author.query([DETECTOR, shadows(shadowed), OBJECTS, ROW_SECURITY].join(";\n"));
  const { rows } = await author.query<{ name: string }>("SELECT lower(name) AS name FROM pg_settings");
  // A parameter that the view leaves out (guc_tables.c, GUC_NO_SHOW_ALL).
  const known = new Set([...rows.map(({ name }) => name), "role"]);
  await author.end();
  const logFile = `${dataDir}.log`;

  return {
    major,
    port,
    open,
    async makeDatabase(
      name,
      { settings = OWNERS, ofLogins = SUPERUSERS, publication, eventTriggers = false, role } = {},
    ) {
      const id = quoteIdentifier(name);
      await superuser.query(`CREATE DATABASE ${id} TEMPLATE ${TEMPLATE} OWNER ${AUTHOR}`);
      await superuser.query(`GRANT CREATE ON DATABASE ${id} TO ${ADMIN} WITH GRANT OPTION`);
      if (role !== undefined) await superuser.query(`CREATE ROLE ${quoteIdentifier(role)} LOGIN REPLICATION`);
      if (eventTriggers) {
        const inside = await open(SUPERUSER, name);
        await inside.query(EVENT_TRIGGERS);
        await inside.end();
      }
      const client = await open(AUTHOR, name);
      if (publication !== undefined) await client.query(publicationOf(publication, major));
      for (const sql of setAll(`DATABASE ${id}`, settings, known)) await client.query(sql);
      await client.end();
      for (const login of [SUPERUSER, ADMIN])
        for (const sql of setAll(`ROLE ${login} IN DATABASE ${id}`, { ...settings, ...ofLogins }, known))
          await superuser.query(sql);
    },
    executions: (since = 0) => executionsIn(textFrom(logFile, since)),
    mark: () => statSync(logFile).size,
    async isSuperuser(role) {
      const { rows } = await superuser.query<{ is: boolean }>(
        "SELECT rolsuper AS is FROM pg_roles WHERE rolname = $1",
        [role],
      );
      return rows[0]?.is === true;
    },
    async stop() {
      await superuser.end();
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
