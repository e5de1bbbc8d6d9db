import "server-only";
import { eq } from "drizzle-orm";
import { connectFacts, type ConnectFacts } from "@/lib/connect/facts";
import type { Database } from "@/lib/databases/database";
import { defaultTarget } from "@/lib/target/schema";
import { databaseOf, selectDatabases } from "../databases/view";
import { databases } from "../store/schema";

async function sandboxRow(): Promise<Database | null> {
  const [row] = await selectDatabases().where(eq(databases.kind, "sandbox"));
  return row === undefined ? null : databaseOf(row);
}

/** Returns the pool size that the sandbox's database wants now; Electric's default where there is no database. */
export async function targetPoolSize(): Promise<number> {
  return ((await sandboxRow())?.target ?? defaultTarget).poolSize;
}

/** Returns the facts that Connect computes an environment from, with this pool size; null where there is no database. */
export async function standInFacts(poolSize: number): Promise<ConnectFacts | null> {
  const database = await sandboxRow();
  // No check run: the size was chosen for what it does to the connections, and is not to be made to fit.
  return database && connectFacts({ ...database, target: { ...database.target, poolSize } }, null);
}
