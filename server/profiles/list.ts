import "server-only";
import { asc } from "drizzle-orm";
import type { Profile } from "@/lib/databases/profile";
import { requireRole, type Context } from "../context";
import { profiles } from "../store/schema";
import { profileOf, selectProfiles } from "./view";

/** Returns every profile, archived ones included, by name. */
export async function listProfiles(ctx: Context): Promise<Profile[]> {
  requireRole(ctx, "member");
  const rows = await selectProfiles().orderBy(asc(profiles.name), asc(profiles.createdAt));
  return rows.map(profileOf);
}
