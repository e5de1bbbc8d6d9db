import "server-only";
import { eq } from "drizzle-orm";
import { db } from "../store/db";
import { profiles } from "../store/schema";

/** Returns the database that stands for the sandbox, as the audit log names it; without an id before its first start. */
export async function sandboxProfile(): Promise<{ id: string | null; name: string }> {
  const [profile] = await db()
    .select({ id: profiles.id, name: profiles.name })
    .from(profiles)
    .where(eq(profiles.kind, "sandbox"));
  return profile ?? { id: null, name: "Sandbox" };
}
