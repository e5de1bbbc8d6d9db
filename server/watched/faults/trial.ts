import "server-only";
import { targetSchema, type Target } from "@/lib/target/schema";
import type { TrialOutcome } from "@/lib/trial/schema";
import { openSession } from "../connect";
import type { Login } from "../login";
import { readSurvey } from "../survey";
import { tryStatements } from "../trial/statements";
import type { FaultyDatabase } from "./harness";

/** Target of Electric on the databases of a trial's tests. */
export const MEMBER = targetSchema.parse({ strategy: "member", environment: "development" });

/** A database on which Electric runs by membership; Electric makes the publication itself. */
export const SOUND = [
  `CREATE ROLE app LOGIN; CREATE ROLE electric LOGIN REPLICATION; GRANT app TO electric;
   GRANT CREATE, USAGE ON SCHEMA public TO app; SET ROLE app;
   CREATE TABLE items (id int PRIMARY KEY); CREATE TABLE "Odd ""; --🚀" (id int PRIMARY KEY); RESET ROLE`,
  `DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO electric', current_database()); END $$`,
];

/** Tries the statements of a trial over a session of a login. @throws Error without a session */
export async function tried(login: Login, target: Target = MEMBER): Promise<TrialOutcome[]> {
  const opened = await openSession(login);
  if ("connection" in opened) throw new Error(JSON.stringify(opened.connection.failure));
  const { session } = opened;
  try {
    return await session.client.run(async (transaction) => {
      const around = () => ({ connection: session.connection, electric: null });
      const survey = await readSurvey(transaction, target, around);
      return tryStatements(transaction, { survey, target });
    });
  } finally {
    await session.close();
  }
}

/** Returns each outcome as its step, its result and its SQLSTATE. */
export const brief = (outcomes: readonly TrialOutcome[]): string[] =>
  outcomes.map(({ step, result, sqlstate }) =>
    [step, result, sqlstate].filter((part) => part !== null).join(" "),
  );

const LEFT = `SELECT (SELECT count(*)::int FROM pg_publication) AS publications,
  (SELECT count(*)::int FROM pg_publication_rel) AS published,
  (SELECT count(*)::int FROM pg_replication_slots WHERE database = current_database()) AS slots,
  (SELECT string_agg(relname::text || relreplident::text, ',' ORDER BY oid) FROM pg_class
   WHERE relnamespace = 'public'::regnamespace AND relkind = 'r') AS identities,
  (SELECT count(*)::int FROM pg_auth_members) AS memberships,
  (SELECT count(*)::int FROM pg_roles) AS roles,
  (SELECT count(*)::int FROM pg_db_role_setting) AS settings,
  (SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS locks`;

/** Returns what a trial could have left in a database. */
export const leftIn = async ({ admin }: FaultyDatabase): Promise<unknown> =>
  (await admin.query(LEFT)).rows[0];
