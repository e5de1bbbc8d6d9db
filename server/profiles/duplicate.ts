import "server-only";
import { profileInputSchema, type Profile } from "@/lib/databases/profile";
import { parse, parseId, requireRole, type Context } from "../context";
import { profileChanged } from "../monitor/tell";
import { db } from "../store/db";
import { profiles } from "../store/schema";
import { columnsOf } from "./input";
import { profileById } from "./view";

const NAME_LENGTH = 80;

/**
 * Makes a second profile with the same address and target. The password is never carried over.
 * @throws NotAllowed for a member, NotFound
 */
export async function duplicateProfile(ctx: Context, id: unknown): Promise<Profile> {
  requireRole(ctx, "admin");
  const profileId = parseId(id);
  const profile = await db().transaction(async (tx) => {
    const stored = await profileById(profileId, tx);
    const name = `Copy of ${stored.name}`.slice(0, NAME_LENGTH);
    const input = parse(profileInputSchema, { ...stored, name, password: "" });
    const [made] = await tx.insert(profiles).values(columnsOf(input)).returning({ id: profiles.id });
    if (made === undefined) throw new Error("The store took a profile and returned none.");
    return profileById(made.id, tx);
  });
  void profileChanged(profile.id);
  return profile;
}
