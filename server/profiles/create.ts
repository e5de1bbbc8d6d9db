import "server-only";
import { profileInputSchema, type Profile } from "@/lib/databases/profile";
import { parse, requireRole, type Context } from "../context";
import { profileChanged } from "../monitor/tell";
import { db } from "../store/db";
import { profiles } from "../store/schema";
import { columnsOf } from "./input";
import { storePassword } from "./password";
import { profileById } from "./view";

/**
 * Adds a database. Only the program itself makes one of kind `sandbox`.
 * @throws NotAllowed for a member, BadInput with a text for each field
 */
export async function createProfile(
  ctx: Context,
  input: unknown,
  kind: Profile["kind"] = "own",
): Promise<Profile> {
  requireRole(ctx, "admin");
  const parsed = parse(profileInputSchema, input);
  const profile = await db().transaction(async (tx) => {
    const values = { ...columnsOf(parsed), kind: ctx.actor.kind === "system" ? kind : "own" };
    const [made] = await tx.insert(profiles).values(values).returning({ id: profiles.id });
    if (made === undefined) throw new Error("The store took a profile and returned none.");
    if (parsed.password !== "") await storePassword(tx, made.id, parsed.password);
    return profileById(made.id, tx);
  });
  void profileChanged(profile.id);
  return profile;
}
