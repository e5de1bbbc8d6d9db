import "server-only";
import type { Client } from "pg";
import type { z } from "zod";
import { checks } from "@/lib/checks";
import type { Finding } from "@/lib/checks/finding";
import { judge } from "@/lib/checks/judge";
import { quoteIdentifier } from "@/lib/postgres/identifier";
import type { ReachedSnapshot, Snapshot } from "@/lib/snapshot/schema";
import { targetSchema } from "@/lib/target/schema";
import type { Major } from "@/server/embedded/binaries";
import type { Login } from "../login";
import { visit } from "../visit";
import { clean } from "./clean";
import { clusterFor, open, SUPERUSER, withKeeper } from "./clusters";
import { loginTo } from "./login-to";
import { fallback } from "@/lib/log/unlogged";

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
 * A test file has a cluster per (major, settings) to itself, started when first needed. One with the usual settings goes
 * on to the next file if the file leaves nothing behind (shared.ts); any other is stopped. A new database per case. Roles,
 * slots and prepared transactions belong to the cluster: they are dropped after each case, so every case may call its roles
 * `electric` and `app`, as long as the cases of a file run one after the other. Every login is trusted. The superuser is
 * `postgres`; wal_level is `logical` unless the settings say otherwise. Never use ALTER SYSTEM.
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
  /** Differences from the default target (owner strategy, all of `public`, stream id `default`, pool 20). */
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

let made = 0;

/** Makes a database with the fault, hands it to `run`, and drops it and its roles, slots and sessions afterwards. */
export async function withDatabase<T>(
  fault: Fault,
  run: (database: FaultyDatabase) => Promise<T>,
): Promise<T> {
  const major = fault.major ?? 17;
  const { port } = await clusterFor(major, fault.settings ?? {});
  return withKeeper(port, (keeper) => withDatabaseOn({ major, port, keeper }, fault, run));
}

/** Copies files where it can: the log of a new database page by page takes twice the processor time. */
const STRATEGY = (major: Major) => (major >= 15 ? "STRATEGY file_copy" : "");

async function withDatabaseOn<T>(
  { major, port, keeper }: { major: Major; port: number; keeper: Client },
  fault: Fault,
  run: (database: FaultyDatabase) => Promise<T>,
): Promise<T> {
  const name = `case_${++made}`;
  const sessions: Client[] = [];
  const session = async (role: string) => {
    const client = await open(port, name, role);
    sessions.push(client);
    return client;
  };
  try {
    await keeper.query(`CREATE DATABASE ${quoteIdentifier(name)} ${STRATEGY(major)}`);
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
    await Promise.all(
      sessions.map((client) => client.end().catch(fallback(undefined, "a case may have ended the session"))),
    );
    await clean(keeper, name, (database) => open(port, database, SUPERUSER));
  }
}

/** Makes a database with the fault, visits it once, and returns what the one check says. */
export function findingOf(checkId: string, fault: Fault): Promise<Finding> {
  return withDatabase(fault, (database) => database.findingOf(checkId));
}
