import "server-only";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { parse, parseId, requireRole, type Context } from "../context";
import { profileById } from "../profiles/view";
import { db } from "../store/db";
import { ignoredFindings } from "../store/schema";

/** Lets a check's finding count again; nothing happens where it was not ignored. @throws NotAllowed, NotFound */
export async function takeBackIgnore(ctx: Context, databaseId: unknown, checkId: unknown): Promise<void> {
  requireRole(ctx, "admin");
  const profileId = parseId(databaseId);
  const id = parse(z.string().max(100), checkId);
  await db().transaction(async (tx) => {
    await profileById(profileId, tx);
    await tx
      .delete(ignoredFindings)
      .where(and(eq(ignoredFindings.profileId, profileId), eq(ignoredFindings.checkId, id)));
  });
}
