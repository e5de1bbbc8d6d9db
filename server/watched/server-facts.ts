import "server-only";
import { DatabaseError } from "pg";
import { z } from "zod";
import type { GuardedClient } from "./guarded-client";
import { SYSTEM_IDENTIFIER } from "./sql/place";
import { trouble } from "./trouble";

/** Which server a session is on, and how much its role may see there. */
export type ServerFacts = {
  /** pg_control_system().system_identifier, in digits; null where this role may not read it. */
  system: string | null;
  /** pg_postmaster_start_time(), ISO to the microsecond. */
  startedAt: string;
  /** The database's own name, which a pooler may have translated. */
  database: string;
  /** Whether the role sees the details of all sessions (pg_read_all_stats, superusers). */
  readsAllStats: boolean;
};

/** The system identifier that was read for a start of a server. */
export type KnownSystem = Pick<ServerFacts, "system" | "startedAt">;

const rowSchema = z.object({
  database: z.string(),
  startedAt: z.string(),
  readsAllStats: z.boolean(),
  tellsSystem: z.boolean(),
});

const systemSchema = z.tuple([z.object({ system: z.string() })]);

/** Returns the server's identifier; null where it refuses to tell, for whatever reason. */
async function systemOf(client: GuardedClient): Promise<string | null> {
  try {
    const [rows] = await client.read([SYSTEM_IDENTIFIER], "2s");
    const read = systemSchema.safeParse(rows);
    return read.success ? read.data[0].system : null;
  } catch (error) {
    if (error instanceof DatabaseError && error.severity === "ERROR") return null;
    throw error;
  }
}

/** Returns the facts in a row of SERVER_FACTS, with the system identifier. @throws Trouble, DatabaseError */
export async function serverFactsIn(
  client: GuardedClient,
  row: unknown,
  known: KnownSystem | null,
): Promise<ServerFacts> {
  const read = rowSchema.safeParse(row);
  if (!read.success) throw trouble("query", "protocol", "its answer about its server cannot be read");
  const { tellsSystem, ...facts } = read.data;
  if (!tellsSystem) return { ...facts, system: null };
  const system = known?.startedAt === facts.startedAt ? known.system : await systemOf(client);
  return { ...facts, system };
}
