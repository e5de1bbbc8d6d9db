import "server-only";
import { and, eq } from "drizzle-orm";
import type { Plan } from "@/lib/repair/plan/schema";
import { personOf, type Actor } from "../../context";
import { Conflict } from "../../errors";
import { db } from "../../store/db";
import { proposals, twoPersonRules } from "../../store/schema";
import { isOpen, proposalFingerprint } from "./open-proposals";

/**
 * Lets a plan pass to its run: where the two-person rule of the database is on, only one that another person proposed, unchanged since.
 * A token counts as the admin who made it.
 * @throws Conflict with what to do
 */
export async function requireSecondPerson(actor: Actor, databaseId: string, plan: Plan): Promise<void> {
  const [rule] = await db()
    .select({ since: twoPersonRules.since })
    .from(twoPersonRules)
    .where(eq(twoPersonRules.databaseId, databaseId));
  if (rule === undefined) return;
  const open = await db()
    .select({ userId: proposals.userId })
    .from(proposals)
    .where(
      and(
        eq(proposals.databaseId, databaseId),
        eq(proposals.fingerprint, proposalFingerprint(plan)),
        isOpen(),
      ),
    );
  if (open.some(({ userId }) => userId !== personOf(actor))) return;
  throw new Conflict(
    open.length > 0
      ? "Nothing ran. The two-person rule is on, and you proposed this plan. Another admin applies it."
      : "Nothing ran. The two-person rule is on, and this plan was not proposed, or the database changed since. Propose it; another admin applies it.",
  );
}
