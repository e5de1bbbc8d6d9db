import "server-only";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { parse, requireRole, type Context } from "../context";
import { NotFound } from "../errors";
import { db } from "../store/db";
import { user } from "../store/schema";
import { keepAnAdmin } from "./keep-an-admin";

/** Takes a person's account and sessions away. @throws NotAllowed for a member, NotFound, Conflict for the last admin */
export async function removePerson(ctx: Context, id: unknown): Promise<void> {
  requireRole(ctx, "admin");
  const userId = parse(z.string(), id);
  await db().transaction(async (tx) => {
    const gone = await tx.delete(user).where(eq(user.id, userId)).returning({ id: user.id });
    if (gone.length === 0) throw new NotFound("This person has no account any more.");
    await keepAnAdmin(tx);
  });
}
