import "server-only";
import { eq } from "drizzle-orm";
import type { Profile } from "@/lib/databases/profile";
import { poolChoiceSchema } from "@/lib/target/schema";
import { parse, parseId, requireRole, type Context } from "../context";
import { profileChanged } from "../monitor/tell";
import { db } from "../store/db";
import { profiles } from "../store/schema";
import { profileById } from "./view";

/**
 * Writes what Electric is to open (pool size, instances, pooled URL) into a database's target; the rest of it stays.
 * @throws NotAllowed for a member, NotFound, BadInput
 */
export async function changePool(ctx: Context, id: unknown, input: unknown): Promise<Profile> {
  requireRole(ctx, "admin");
  const profileId = parseId(id);
  const choice = parse(poolChoiceSchema, input);
  const profile = await db().transaction(async (tx) => {
    await tx.select({ id: profiles.id }).from(profiles).where(eq(profiles.id, profileId)).for("update");
    const { target } = await profileById(profileId, tx);
    await tx
      .update(profiles)
      .set({ target: { ...target, ...choice }, updatedAt: new Date() })
      .where(eq(profiles.id, profileId));
    return profileById(profileId, tx);
  });
  void profileChanged(profileId);
  return profile;
}
