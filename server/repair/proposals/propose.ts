import "server-only";
import { and, eq } from "drizzle-orm";
import { PROPOSAL_DAYS, proposalInputSchema } from "@/lib/repair/proposal";
import { redactPlan } from "@/lib/repair/plan/redact";
import type { AuditLine } from "../../audit/line";
import { author } from "../../audit/author";
import { auditedVerb } from "../../audit/verb";
import { parse, type Context } from "../../context";
import { readDatabase } from "../../databases/read";
import { Conflict, NotAllowed } from "../../errors";
import { db } from "../../store/db";
import { proposals } from "../../store/schema";
import { planByFingerprint } from "../runs/plan-by-fingerprint";
import { isOpen, proposalFingerprint } from "../runs/open-proposals";

const DAY_MS = 86_400_000;

async function propose(ctx: Context, audit: AuditLine, id: unknown, input: unknown) {
  const { fingerprint, note, ...asked } = parse(proposalInputSchema, input);
  if (ctx.actor.kind !== "user") throw new NotAllowed("Only a person proposes a plan.");
  const userId = ctx.actor.id;
  const database = await readDatabase(ctx, id);
  const plan = redactPlan(await planByFingerprint(ctx, database.id, fingerprint, { ...asked, as: null }));
  if (plan.steps.length === 0) throw new Conflict("This plan has no step, so there is nothing to propose.");
  const { verifier: _, ...choices } = plan.choices;
  const kept = proposalFingerprint(plan);
  return db().transaction(async (tx) => {
    const by = await author(tx, ctx);
    // The same plan by the same person is proposed once: the newer note and date hold.
    await tx
      .update(proposals)
      .set({ closedAt: new Date(), closedAs: "withdrawn" })
      .where(
        and(
          eq(proposals.databaseId, database.id),
          eq(proposals.fingerprint, kept),
          eq(proposals.userId, userId),
          isOpen(),
        ),
      );
    const [made] = await tx
      .insert(proposals)
      .values({
        databaseId: database.id,
        fingerprint: kept,
        request: { for: plan.for, choices, password: Boolean(asked.choices.verifier) },
        plan,
        note,
        userId,
        userName: by.userName,
        expiresAt: new Date(Date.now() + PROPOSAL_DAYS * DAY_MS),
      })
      .returning({ id: proposals.id });
    if (made === undefined) throw new Error("The store did not return the proposal.");
    const detail = { for: plan.for.kind, steps: plan.steps.length, ...(note !== "" && { note }) };
    return audit.write(tx, { action: "propose a plan", database, detail }, made);
  });
}

/**
 * Proposes the plan that was read to the admins, for seven days, and returns the proposal's id.
 * @throws NotFound, BadInput, Conflict where the plan has no step, or came out as another one
 */
export const proposePlan = auditedVerb("member", propose);
