import "server-only";
import { eq } from "drizzle-orm";
import { poolChoiceSchema } from "@/lib/target/schema";
import { parse, parseId, type Context } from "../context";
import { profileChanged } from "../monitor-link";
import { db } from "../store/db";
import { profiles } from "../store/schema";
import { profileById } from "./view";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";

async function change(ctx: Context, audit: AuditLine, id: unknown, input: unknown) {
  const profileId = parseId(id);
  const choice = parse(poolChoiceSchema, input);
  const changed = await db().transaction(async (tx) => {
    await tx.select({ id: profiles.id }).from(profiles).where(eq(profiles.id, profileId)).for("update");
    const { target } = await profileById(profileId, tx);
    await tx
      .update(profiles)
      .set({ target: { ...target, ...choice }, updatedAt: new Date() })
      .where(eq(profiles.id, profileId));
    const profile = await profileById(profileId, tx);
    const before = { poolSize: target.poolSize, instances: target.instances, pooled: target.pooled };
    return audit.write(tx, { action: "change the pool", profile, detail: { ...choice, before } }, profile);
  });
  void profileChanged(profileId);
  return changed;
}

/**
 * Writes what Electric is to open (pool size, instances, pooled URL) into a database's target; the rest of it stays.
 * @throws NotAllowed for a member, NotFound, BadInput
 */
export const changePool = auditedVerb("admin", change);
