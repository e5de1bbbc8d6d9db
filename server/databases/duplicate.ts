import "server-only";
import { profileInputSchema } from "@/lib/databases/profile";
import { parse, parseId, type Context } from "../context";
import { profileChanged } from "../monitor-link";
import { db } from "../store/db";
import { profiles } from "../store/schema";
import { columnsOf } from "./input";
import { profileById } from "./view";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";

const NAME_LENGTH = 80;

async function duplicate(ctx: Context, audit: AuditLine, id: unknown) {
  const profileId = parseId(id);
  const duplicated = await db().transaction(async (tx) => {
    const stored = await profileById(profileId, tx);
    const name = `Copy of ${stored.name}`.slice(0, NAME_LENGTH);
    const input = parse(profileInputSchema, { ...stored, name, password: "" });
    const [made] = await tx.insert(profiles).values(columnsOf(input)).returning({ id: profiles.id });
    if (made === undefined) throw new Error("The store took a profile and returned none.");
    const profile = await profileById(made.id, tx);
    return audit.write(
      tx,
      { action: "duplicate a database", profile, detail: { from: stored.name } },
      profile,
    );
  });
  void profileChanged(duplicated.result.id);
  return duplicated;
}

/**
 * Makes a second profile with the same address and target. The password is never carried over.
 * @throws NotAllowed for a member, NotFound
 */
export const duplicateProfile = auditedVerb("admin", duplicate);
