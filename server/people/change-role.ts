import "server-only";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { newPersonSchema } from "@/lib/accounts/account";
import { parse, requireRole, type Context } from "../context";
import { NotFound } from "../errors";
import { db } from "../store/db";
import { user } from "../store/schema";
import { keepAnAdmin } from "./keep-an-admin";

const inputSchema = newPersonSchema.pick({ role: true }).extend({ id: z.string() });

/** Makes a person an admin or a member. @throws NotAllowed for a member, NotFound, Conflict for the last admin */
export async function changeRole(ctx: Context, input: unknown): Promise<void> {
  requireRole(ctx, "admin");
  const { id, role } = parse(inputSchema, input);
  await db().transaction(async (tx) => {
    const changed = await tx
      .update(user)
      .set({ role, updatedAt: new Date() })
      .where(eq(user.id, id))
      .returning();
    if (changed.length === 0) throw new NotFound("This person has no account any more.");
    await keepAnAdmin(tx);
  });
}
