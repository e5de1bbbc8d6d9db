import "server-only";
import { DatabaseError } from "pg";
import { placeSchema, type Place } from "@/lib/repair/plan/place";
import type { GuardedClient } from "./guarded-client";
import type { Login } from "./login";
import { DATABASE_PLACE, SYSTEM_IDENTIFIER } from "./sql/place";

/** The server's identifier; null where it refuses to tell, for whatever reason. */
async function systemOf(client: GuardedClient): Promise<string | null> {
  try {
    const [rows] = await client.read([SYSTEM_IDENTIFIER]);
    return rows?.[0]?.system ?? null;
  } catch (error) {
    if (error instanceof DatabaseError) return null;
    throw error;
  }
}

/**
 * Returns the server, the database and the version that a session leads to. Two messages, since a refusal ends the first.
 * @throws DatabaseError, ZodError, or the socket's error
 */
export async function readPlace(client: GuardedClient, { host, port }: Login): Promise<Place> {
  const [rows] = await client.read([DATABASE_PLACE]);
  return placeSchema.parse({ host, port, ...rows?.[0], system: await systemOf(client) });
}
