import "server-only";
import { createHash } from "node:crypto";
import { and, eq, gt, isNull, sql, type SQL } from "drizzle-orm";
import { redactPlan } from "@/lib/repair/plan/redact";
import type { Plan } from "@/lib/repair/plan/schema";
import type { Tx } from "../../store/db";
import { proposals } from "../../store/schema";
import { fingerprintOf } from "../engine/recipe";

/** Returns the condition of proposals that can still be applied. */
export const isOpen = (): SQL | undefined =>
  and(isNull(proposals.closedAt), gt(proposals.expiresAt, sql`now()`));

/**
 * Returns the fingerprint of a plan without its verifier: the password that a reader's page made differs, and is no part of what was
 * proposed. Whether a password is set is part of it.
 */
export const proposalFingerprint = (plan: Plan): string =>
  createHash("sha256")
    .update(fingerprintOf(redactPlan(plan)))
    .digest("hex");

/** Closes the open proposals of a plan that was applied. */
export async function closeApplied(tx: Tx, databaseId: string, plan: Plan): Promise<void> {
  await tx
    .update(proposals)
    .set({ closedAt: new Date(), closedAs: "applied" })
    .where(
      and(
        eq(proposals.databaseId, databaseId),
        eq(proposals.fingerprint, proposalFingerprint(plan)),
        isOpen(),
      ),
    );
}
