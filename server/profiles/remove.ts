import "server-only";
import { eq } from "drizzle-orm";
import { parse, requireRole, type Context } from "../context";
import { NotFound } from "../errors";
import { profileChanged } from "../monitor/tell";
import { db } from "../store/db";
import { profiles } from "../store/schema";
import { idSchema } from "./input";

/** Deletes a profile with its password and all its visits. @throws NotAllowed for a member, NotFound */
export async function removeProfile(ctx: Context, id: unknown): Promise<void> {
  requireRole(ctx, "admin");
  const profileId = parse(idSchema, id);
  const gone = await db().delete(profiles).where(eq(profiles.id, profileId)).returning({ id: profiles.id });
  if (gone.length === 0) throw new NotFound();
  void profileChanged(profileId);
}
