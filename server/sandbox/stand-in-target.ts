import "server-only";
import { eq } from "drizzle-orm";
import { defaultTarget, targetSchema } from "@/lib/target/schema";
import { db } from "../store/db";
import { databases } from "../store/schema";

/** Returns the pool size that the sandbox's database wants now; Electric's default where there is no database. */
export async function targetPoolSize(): Promise<number> {
  const [database] = await db()
    .select({ target: databases.target })
    .from(databases)
    .where(eq(databases.kind, "sandbox"));
  return database === undefined ? defaultTarget.poolSize : targetSchema.parse(database.target).poolSize;
}
