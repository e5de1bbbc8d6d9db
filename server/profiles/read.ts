import "server-only";
import type { Profile } from "@/lib/databases/profile";
import { parseId, requireRole, type Context } from "../context";
import { profileById } from "./view";

/** Returns one database's profile, without its password. @throws NotFound, BadInput for what is no id */
export async function readProfile(ctx: Context, id: unknown): Promise<Profile> {
  requireRole(ctx, "member");
  return profileById(parseId(id));
}
