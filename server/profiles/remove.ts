import "server-only";
import { eq } from "drizzle-orm";
import { parseId, requireRole, type Context } from "../context";
import { NotFound } from "../errors";
import { profileChanged } from "../monitor/tell";
import { db } from "../store/db";
import { profiles } from "../store/schema";

/** Deletes a profile with its password and all its visits. @throws NotAllowed for a member, NotFound */
export async function removeProfile(ctx: Context, id: unknown): Promise<void> {
  requireRole(ctx, "admin");
  const profileId = parseId(id);
  const gone = await db().delete(profiles).where(eq(profiles.id, profileId)).returning({ id: profiles.id });
  if (gone.length === 0) throw new NotFound();
  void profileChanged(profileId);
}
