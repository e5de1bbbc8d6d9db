import "server-only";
import type { ClientBase, QueryResult } from "pg";
import { z } from "zod";
import type { OfElectric } from "@/lib/connections/sure";
import { electrics } from "./sql/electrics";
import { openGuarded } from "./sql/guards";
import { CLOSE_TRANSACTION } from "./sql/transaction";
import { trouble } from "./trouble";

const rowSchema = z.object({ walsender: z.boolean(), session: z.boolean() });
const pidSchema = z.int().positive();

/**
 * Returns what the backend with a pid is to Electric at this moment: the walsender of its slot, another session of its
 * role, or nothing (null). One round trip. @throws DatabaseError, Trouble
 */
export async function ofElectric(
  client: ClientBase,
  pid: number,
  names: { slot: string; role: string },
): Promise<OfElectric | null> {
  const sql = electrics(pidSchema.parse(pid), names);
  const message = [openGuarded("2s"), sql, CLOSE_TRANSACTION].join(";\n");
  // The driver answers a message of several statements with a list, and types it as one.
  const answers: QueryResult[] = [await client.query(message)].flat();
  const row = rowSchema.safeParse(answers.at(-2)?.rows[0]);
  if (!row.success) throw trouble("query", "protocol", "its answer about Electric's sessions cannot be read");
  return row.data.walsender ? "walsender" : row.data.session ? "session" : null;
}
