import "server-only";
import { eq } from "drizzle-orm";
import type { Profile } from "@/lib/databases/profile";
import { parseId, requireRole, type Context } from "../context";
import { profileChanged } from "../monitor/tell";
import { db } from "../store/db";
import { profiles } from "../store/schema";
import { profileById } from "./view";

/** Takes a database off the overview; its history is kept. @throws NotAllowed for a member, NotFound */
export async function archiveProfile(ctx: Context, id: unknown): Promise<Profile> {
  requireRole(ctx, "admin");
  const profileId = parseId(id);
  await db().update(profiles).set({ archivedAt: new Date() }).where(eq(profiles.id, profileId));
  void profileChanged(profileId);
  return profileById(profileId);
}
