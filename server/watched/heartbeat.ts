import "server-only";
import type { GuardedClient } from "./guarded-client";
import { HEARTBEAT } from "./sql/heartbeat";

/** Writes a heartbeat; returns whether one was written: a standby takes none. @throws DatabaseError, Trouble */
export async function writeHeartbeat(client: GuardedClient): Promise<boolean> {
  const [rows] = await client.read([HEARTBEAT], "2s");
  return rows?.length === 1;
}
