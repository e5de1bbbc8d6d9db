import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseError } from "pg";
import { z } from "zod";
import {
  backendSchema,
  type Action,
  type Backend,
  type GroupFilter,
  type Seen,
  type Signalled,
} from "@/lib/sample/backend";
import type { GuardedClient } from "./guarded-client";
import { backendAt, backendsOf, signal } from "./sql/backends";
import { trouble } from "./trouble";

function backendsIn(rows: unknown[] | undefined): Backend[] {
  const read = z.array(backendSchema).safeParse(rows);
  if (!read.success) throw trouble("query", "protocol", "its answer about its backends cannot be read");
  return read.data;
}

/** Returns the backends of one group of a sample, at most 200. @throws DatabaseError, Trouble */
export async function listBackends(client: GuardedClient, group: GroupFilter): Promise<Backend[]> {
  return backendsIn((await client.read([backendsOf(group)]))[0]);
}

const at = async (client: GuardedClient, pid: number): Promise<Backend | null> =>
  backendsIn((await client.read([backendAt(pid)]))[0])[0] ?? null;

/** Whether what was to be ended is still there. */
function stillThere(action: Action, seen: Seen, now: Backend | null): boolean {
  if (now === null || now.backendStart !== seen.backendStart) return false;
  return action !== "cancel" || (now.state === "active" && now.queryStart === seen.queryStart);
}

/** A cancelled query needs a moment to end; returns what stands there when it has, or when it will not soon. */
async function afterSignal(client: GuardedClient, action: Action, seen: Seen): Promise<Signalled> {
  for (let tries = 0; ; tries += 1) {
    const now = await at(client, seen.pid);
    if (!stillThere(action, seen, now)) return { outcome: "done", now };
    if (tries >= 10) return { outcome: "sent", now };
    await sleep(100);
  }
}

/**
 * Cancels a query, or ends a transaction or a session, if the backend is still what was seen, and says what came of it.
 * @throws DatabaseError, Trouble
 */
export async function signalBackend(client: GuardedClient, action: Action, seen: Seen): Promise<Signalled> {
  try {
    const [signalled] = await client.read([signal(action, seen)]);
    if (signalled !== undefined && signalled.length > 0) return await afterSignal(client, action, seen);
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== "42501") throw error;
    return { outcome: "not allowed", now: await at(client, seen.pid) };
  }
  const now = await at(client, seen.pid);
  return { outcome: now === null ? "gone" : "changed", now };
}
