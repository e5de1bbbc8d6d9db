import "server-only";
import type { Client } from "pg";
import type { Finding } from "@/lib/checks/finding";
import { withDatabase, type Fault } from "./harness";

/** Runs the SQL of a way as psql would: a query before \gexec is run, and then each statement that it wrote. */
export async function runWay(admin: Client, sql: string): Promise<void> {
  for (const [i, part] of sql.split(/^(SELECT format[^]*?) \\gexec$/m).entries()) {
    const { rows } = await admin.query<{ format: string }>(part);
    if (i % 2 === 1) for (const { format } of rows) await admin.query(format);
  }
}

/** Returns what a check says after each of its ways alone, each tried on a database with the fault, by a superuser. */
export async function afterEachWay(checkId: string, fault: Fault): Promise<(Finding["status"] | "no SQL")[]> {
  const ways = await withDatabase(fault, async (database) => (await database.findingOf(checkId)).ways.length);
  const said: (Finding["status"] | "no SQL")[] = [];
  for (let i = 0; i < ways; i += 1)
    said.push(
      await withDatabase(fault, async (database) => {
        const sql = (await database.findingOf(checkId)).ways[i]?.sql;
        if (sql === undefined) return "no SQL";
        await runWay(database.admin, sql);
        return (await database.findingOf(checkId)).status;
      }),
    );
  return said;
}
