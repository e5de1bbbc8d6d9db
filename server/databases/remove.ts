import "server-only";
import { eq } from "drizzle-orm";
import { parseId, type Context } from "../context";
import { NotFound } from "../errors";
import { profileChanged } from "../monitor-link";
import { db } from "../store/db";
import { profiles } from "../store/schema";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";

async function remove(ctx: Context, audit: AuditLine, id: unknown) {
  const profileId = parseId(id);
  const removed = await db().transaction(async (tx) => {
    const [profile] = await tx
      .delete(profiles)
      .where(eq(profiles.id, profileId))
      .returning({ id: profiles.id, name: profiles.name });
    if (profile === undefined) throw new NotFound();
    return audit.write(tx, { action: "remove a database", profile }, undefined);
  });
  void profileChanged(profileId);
  return removed;
}

/** Deletes a profile with its password and all its visits. @throws NotAllowed for a member, NotFound */
export const removeProfile = auditedVerb("admin", remove);
