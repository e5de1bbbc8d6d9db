import "server-only";
import { z } from "zod";
import type { ElectricBackend } from "@/lib/electric/confirmation";
import type { GuardedClient } from "./guarded-client";
import { electrics } from "./sql/electrics";
import { trouble } from "./trouble";

/**
 * Role and database of a backend, by the server's own word, and its part in Electric: its walsender, of its role, or none.
 */
export type Whose = {
  role: string;
  database: string | null;
  applicationName: string;
  electric: ElectricBackend | null;
};

const rowSchema = z.object({
  role: z.string(),
  database: z.string().nullable(),
  applicationName: z.string(),
  walsender: z.boolean(),
  session: z.boolean(),
});

/** Returns whose the backend with a pid is at this moment; null where there is none. @throws DatabaseError, Trouble */
export async function whoseBackend(
  client: GuardedClient,
  pid: number,
  names: { slot: string; role: string },
): Promise<Whose | null> {
  const [answer] = await client.read([electrics(pid, names)], "2s");
  const rows = z.array(rowSchema).safeParse(answer);
  if (!rows.success) throw trouble("query", "protocol", "its answer about a backend cannot be read");
  const [row] = rows.data;
  if (row === undefined) return null;
  const { walsender, session, ...whose } = row;
  return { ...whose, electric: walsender ? "walsender" : session ? "session" : null };
}
