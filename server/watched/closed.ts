import "server-only";
import { DatabaseError } from "pg";
import { z } from "zod";
import { CLOSED_SCHEMA, CLOSED_SEPARATOR } from "@/lib/failure/closed";
import type { Connection } from "@/lib/snapshot/connection";
import type { Session } from "./session";
import { CLOSED_CATALOGUES, CLOSED_FUNCTIONS } from "./sql/closed";

const INSUFFICIENT_PRIVILEGE = "42501";
const namesSchema = z.array(z.object({ name: z.string() }));

/** Returns the names that one statement lists; none where it is refused itself. @throws the socket's error */
async function namesBy({ client }: Session, sql: string): Promise<string[]> {
  try {
    const [rows] = await client.read([sql], "2s");
    return namesSchema.parse(rows).map(({ name }) => name);
  } catch (error) {
    if (error instanceof DatabaseError) return [];
    throw error;
  }
}

/**
 * Returns the connection with what the error of a check run means. A session whose role may not read a catalogue came about
 * all the same: what is closed to it is named whole, so that one grant opens all of it. @throws the signal's reason
 */
export async function failureBehind(session: Session, error: unknown): Promise<Connection> {
  const connection = session.failed(error);
  if (!(error instanceof DatabaseError) || error.code !== INSUFFICIENT_PRIVILEGE) return connection;
  const failedBy = (closed: readonly string[]): Connection => ({
    ...connection,
    failure: {
      kind: "closed",
      stage: "query",
      sqlstate: INSUFFICIENT_PRIVILEGE,
      said: closed.join(CLOSED_SEPARATOR),
    },
  });
  // "permission denied for schema pg_catalog" in any language; no other refusal names the schema, and no statement of ours works.
  if (error.message.includes(CLOSED_SCHEMA)) return failedBy([CLOSED_SCHEMA]);
  try {
    const catalogues = await namesBy(session, CLOSED_CATALOGUES);
    const functions = catalogues.includes("pg_proc") ? [] : await namesBy(session, CLOSED_FUNCTIONS);
    const closed = [...catalogues, ...functions];
    return closed.length === 0 ? connection : failedBy(closed);
  } catch (later) {
    return session.failed(later);
  }
}
