import "server-only";
import { eq } from "drizzle-orm";
import { parseId, type Context } from "../context";
import { profileChanged } from "../monitor-link";
import { db } from "../store/db";
import { profiles } from "../store/schema";
import { profileById } from "./view";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";

async function archive(ctx: Context, audit: AuditLine, id: unknown) {
  const profileId = parseId(id);
  const archived = await db().transaction(async (tx) => {
    await tx.update(profiles).set({ archivedAt: new Date() }).where(eq(profiles.id, profileId));
    const profile = await profileById(profileId, tx);
    return audit.write(tx, { action: "archive a database", profile }, profile);
  });
  void profileChanged(profileId);
  return archived;
}

/** Takes a database off the overview; its history is kept. @throws NotAllowed for a member, NotFound */
export const archiveProfile = auditedVerb("admin", archive);
