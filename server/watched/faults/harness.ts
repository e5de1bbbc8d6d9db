import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterAll } from "vitest";
import type { z } from "zod";
import { checks } from "@/lib/checks";
import type { Finding } from "@/lib/checks/finding";
import { judge } from "@/lib/checks/judge";
import { quoteIdentifier } from "@/lib/postgres/identifier";
import type { ReachedSnapshot, Snapshot } from "@/lib/snapshot/schema";
import { targetSchema } from "@/lib/target/schema";
import type { Major } from "@/server/embedded/binaries";
import { startCluster, type Cluster } from "@/server/embedded/cluster";
import type { Login } from "../login";
import { clean } from "./clean";
import { loginTo } from "./login-to";
import { visit } from "../visit";

/**
 * Real databases with real faults, for `*.real.test.ts`.
 *
 *     test("publication.operations fails when TRUNCATE is left out", async () => {
 *       const finding = await findingOf("publication.operations", {
 *         major: 16,
 *         sql: `CREATE ROLE electric LOGIN REPLICATION;
 *               CREATE PUBLICATION electric_publication_default WITH (publish = 'insert, update, delete');`,
 *       });
 *       expect(finding.status).toBe("fail");
 *     });
 *
 * `withDatabase(fault, async (database) => …)` is the long form: `database.admin` is a superuser's session in the new
 * database, `database.session("app")` one of another role, `database.visit()` and `database.findingOf(id)` visit now.
 *
 * One cluster per (major, settings) and test file, started when first needed and stopped after the file; a new database
 * per case. Roles, slots and prepared transactions belong to the cluster: they are dropped after each case, so
 * every case may call its roles `electric` and `app`, as long as the cases of a file run one after the other. Every login is trusted.
 * The superuser is `postgres`; wal_level is `logical` unless the settings say otherwise. Never use ALTER SYSTEM.
 */
export type Fault = {
  /** 17 when it is not given. */
  major?: Major;
  /** postgresql.conf settings, such as `{ max_connections: "25" }`; every distinct set is a cluster of its own. */
  settings?: Record<string, string>;
  /** Run by the superuser in the new database; several statements may stand in one string (one implicit transaction). */
  sql?: string | readonly string[];
  /** The role that visits; the superuser when it is not given. */
  visitor?: string;
  /** What differs from the default target (owner strategy, all of `public`, stream id `default`, pool 20). */
  target?: TargetInput;
};

export type TargetInput = z.input<typeof targetSchema>;

export type FaultyDatabase = {
  name: string;
  port: number;
  login: Login;
  admin: Client;
  /** Returns an open session of a role; it is closed after the case. */
  session(role: string): Promise<Client>;
  /** Visits for the fault's target, with what differs from it, as the fault's visitor or another role. */
  visit(target?: TargetInput, visitor?: string): Promise<Snapshot>;
  /** Visits and returns what was seen. @throws Error when the visit did not reach the database */
  look(target?: TargetInput, visitor?: string): Promise<ReachedSnapshot>;
  /** Visits and judges with the one check. */
  findingOf(checkId: string, target?: TargetInput): Promise<Finding>;
};

const SUPERUSER = "postgres";
const clusters = new Map<string, Promise<Cluster>>();
const folders: string[] = [];
let made = 0;

afterAll(async () => {
  for (const cluster of clusters.values()) await (await cluster).stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  clusters.clear();
});

/** Returns the running cluster for these settings; it is stopped after the test file. */
export function clusterFor({
  major = 17,
  settings = {},
}: Pick<Fault, "major" | "settings">): Promise<Cluster> {
  const key = JSON.stringify([major, Object.entries(settings).sort()]);
  const running = clusters.get(key);
  if (running !== undefined) return running;
  const folder = mkdtempSync(path.join(tmpdir(), "headroom-fault-"));
  folders.push(folder);
  const cluster = startCluster({
    major,
    dataDir: path.join(folder, "data"),
    superuser: SUPERUSER,
    settings: { wal_level: "logical", fsync: "off", max_prepared_transactions: "5", ...settings },
  });
  clusters.set(key, cluster);
  return cluster;
}

async function open(port: number, database: string, user: string): Promise<Client> {
  // A fault may be that the server is read-only; it must be possible to make it all the same.
  const options = user === SUPERUSER ? "-c default_transaction_read_only=off" : undefined;
  const client = new Client({ host: "127.0.0.1", port, database, user, options });
  // A case may end this session from another one.
  client.on("error", () => {});
  await client.connect();
  return client;
}

/** Makes a database with the fault, hands it to `run`, and drops it and its roles, slots and sessions afterwards. */
export async function withDatabase<T>(
  fault: Fault,
  run: (database: FaultyDatabase) => Promise<T>,
): Promise<T> {
  const { port } = await clusterFor(fault);
  const name = `case_${++made}`;
  const keeper = await open(port, "postgres", SUPERUSER);
  const sessions: Client[] = [];
  const session = async (role: string) => {
    const client = await open(port, name, role);
    sessions.push(client);
    return client;
  };
  try {
    await keeper.query(`CREATE DATABASE ${quoteIdentifier(name)}`);
    const admin = await session(SUPERUSER);
    for (const sql of [fault.sql ?? []].flat()) await admin.query(sql);
    const login = loginTo(port, name, fault.visitor ?? SUPERUSER);
    const targetOf = (input?: TargetInput) => targetSchema.parse({ ...fault.target, ...input });
    const go = (input?: TargetInput, visitor = login.user) =>
      visit({ ...login, user: visitor }, targetOf(input), {});
    return await run({
      name,
      port,
      login,
      admin,
      session,
      visit: go,
      async look(input, visitor) {
        const snapshot = await go(input, visitor);
        if (!snapshot.reached) throw new Error(JSON.stringify(snapshot.connection.failure));
        return snapshot;
      },
      async findingOf(checkId, input) {
        const check = checks.find(({ id }) => id === checkId);
        if (check === undefined) throw new Error(`There is no check ${checkId}.`);
        return judge(check, await go(input), targetOf(input));
      },
    });
  } finally {
    await Promise.all(sessions.map((client) => client.end().catch(() => {})));
    await clean(keeper, name, (database) => open(port, database, SUPERUSER));
    await keeper.end();
  }
}

/** Makes a database with the fault, visits it once, and returns what the one check says. */
export function findingOf(checkId: string, fault: Fault): Promise<Finding> {
  return withDatabase(fault, (database) => database.findingOf(checkId));
}
