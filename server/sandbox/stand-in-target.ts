import "server-only";
import { eq } from "drizzle-orm";
import { defaultTarget, targetSchema } from "@/lib/target/schema";
import { db } from "../store/db";
import { profiles } from "../store/schema";

/** Returns the pool size that the sandbox's profile wants now; Electric's default where there is no profile. */
export async function targetPoolSize(): Promise<number> {
  const [profile] = await db()
    .select({ target: profiles.target })
    .from(profiles)
    .where(eq(profiles.kind, "sandbox"));
  return profile === undefined ? defaultTarget.poolSize : targetSchema.parse(profile.target).poolSize;
}
