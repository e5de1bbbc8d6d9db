import "server-only";
import { eq } from "drizzle-orm";
import { parseId, type Context } from "../context";
import { profileChanged } from "../monitor-link";
import { db } from "../store/db";
import { profiles } from "../store/schema";
import { profileById } from "./view";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";

async function restore(ctx: Context, audit: AuditLine, id: unknown) {
  const profileId = parseId(id);
  const restored = await db().transaction(async (tx) => {
    await tx.update(profiles).set({ archivedAt: null }).where(eq(profiles.id, profileId));
    const profile = await profileById(profileId, tx);
    return audit.write(tx, { action: "restore a database", profile }, profile);
  });
  void profileChanged(profileId);
  return restored;
}

/** Puts an archived database back on the overview. @throws NotAllowed for a member, NotFound */
export const restoreProfile = auditedVerb("admin", restore);
