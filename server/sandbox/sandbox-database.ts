import "server-only";
import { eq } from "drizzle-orm";
import { db } from "../store/db";
import { databases } from "../store/schema";

/** Returns the database that stands for the sandbox, as the audit log names it; without an id before its first start. */
export async function sandboxDatabase(): Promise<{ id: string | null; name: string }> {
  const [database] = await db()
    .select({ id: databases.id, name: databases.name })
    .from(databases)
    .where(eq(databases.kind, "sandbox"));
  return database ?? { id: null, name: "Sandbox" };
}
