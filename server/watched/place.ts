import "server-only";
import { DatabaseError, type ClientBase } from "pg";
import { placeSchema, type Place } from "@/lib/plan/place";
import type { Login } from "./login";
import { DATABASE_PLACE, SYSTEM_IDENTIFIER } from "./sql/place";

/** The server's identifier; null where it refuses to tell, for whatever reason. */
async function systemOf(client: ClientBase): Promise<string | null> {
  try {
    return (await client.query<{ system: string }>(SYSTEM_IDENTIFIER)).rows[0]?.system ?? null;
  } catch (error) {
    if (error instanceof DatabaseError) return null;
    throw error;
  }
}

/**
 * Returns where a session is. Asked outside a transaction, which a refusal would end. @throws DatabaseError, or the socket's
 * error
 */
export async function readPlace(client: ClientBase, { host, port }: Login): Promise<Place> {
  const { rows } = await client.query<Pick<Place, "oid" | "database" | "versionNum">>(DATABASE_PLACE);
  return placeSchema.parse({ host, port, ...rows[0], system: await systemOf(client) });
}
