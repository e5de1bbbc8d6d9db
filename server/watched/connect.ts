import "server-only";
import { z } from "zod";
import type { Connection, Stage } from "@/lib/snapshot/connection";
import { enter } from "./enter";
import { LIMITS, type Limits } from "./limits";
import type { Login } from "./login";
import type { NetworkPolicy } from "./networks";
import { ConnectionRecord } from "./record";
import { Session } from "./session";
import { FIRST_QUERY } from "./sql/first-query";
import { trouble, Trouble } from "./trouble";

export type OpenOptions = {
  /** Told each stage as it ends. The last, `query`, is the session's user's to end (session.ts). */
  onStage?: ((stage: Stage) => void) | undefined;
  /** Ends everything, the open session as well; the promise, or the running query, is rejected with its reason. */
  signal?: AbortSignal | undefined;
  limits?: Partial<Limits>;
  policy?: NetworkPolicy;
  /** A replication connection: for ALTER_REPLICATION_SLOT, which no function does. */
  replication?: boolean;
  /** Begins the session as Electric does, for statements of its own login (own-login.ts). */
  asElectric?: boolean;
};

/**
 * Opens one session with a user's database, through the stages dns, tcp, tls and login, each within its limit
 * (limits.ts). sslmode means what it means to libpq (PostgreSQL docs 34.19), except that `prefer` goes without TLS only
 * where the server says that it has none. Returns the session, or the connection with its failure; there is no
 * connection left open then.
 * @throws the signal's reason when it aborts
 */
export async function openSession(
  login: Login,
  { onStage, signal, limits: shorter, policy, replication, asElectric }: OpenOptions = {},
): Promise<{ session: Session } | { connection: Connection }> {
  const record = new ConnectionRecord(login, onStage);
  const limits = { ...LIMITS, ...shorter };
  try {
    const { client, socket } = await enter({ record, limits, signal, policy, replication, asElectric });
    return { session: new Session(client, socket, record, { signal, limits }) };
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    const failure = record.failure(error, error.failure.stage);
    if (failure.sqlstate === "08P01") record.prove("it refuses the login as PgBouncer does (SQLSTATE 08P01)");
    return { connection: record.connection(failure) };
  }
}

const answerSchema = z.object({ pid: z.number().int(), version: z.string() });

/**
 * Tests a connection: opens a session, asks one query in one round trip under a visit's guards, and leaves. Returns how
 * it went, with the failure where it did not go. @throws the signal's reason when it aborts
 */
export async function testConnection(login: Login, options: OpenOptions = {}): Promise<Connection> {
  const opened = await openSession(login, options);
  if ("connection" in opened) return opened.connection;
  const { session } = opened;
  try {
    const [answer] = await session.client.read([FIRST_QUERY], "15s");
    const first = answerSchema.safeParse(answer?.[0]);
    if (!first.success) throw trouble("query", "protocol", "its answer to the first query cannot be read");
    session.answered(first.data);
    return session.connection;
  } catch (error) {
    if (options.signal?.aborted) throw error;
    return session.failed(error);
  } finally {
    await session.close();
  }
}
