import "server-only";
import { eq, sql } from "drizzle-orm";
import type { Profile } from "@/lib/databases/profile";
import type { Plan } from "@/lib/repair/plan/schema";
import type { Strategy } from "@/lib/target/schema";
import { requireRole, system, type Context } from "../../context";
import { addMark } from "../../history/mark";
import { profileChanged } from "../../monitor-link";
import { db } from "../../store/db";
import { profiles, runs } from "../../store/schema";
import { checkDatabase } from "../../visits/check";

/** What a plan was for, for the mark on the charts. */
const WORDS: Record<Plan["for"]["kind"], string> = {
  ready: "A plan was run",
  checks: "A plan was run",
  undo: "A run was undone",
  "clean-up": "Electric was cleaned up",
};

/** The strategy that the target takes: what was carried out, or at an undo what was there before. */
async function strategyAfter({ for: wanted, choices }: Plan): Promise<Strategy | null> {
  if (wanted.kind === "ready" || wanted.kind === "checks") return choices.strategy;
  if (wanted.kind !== "undo") return null;
  const [undone] = await db()
    .select({ strategy: runs.strategyBefore })
    .from(runs)
    .where(eq(runs.id, wanted.run));
  return undone?.strategy ?? null;
}

async function setStrategy(profile: Profile, strategy: Strategy): Promise<void> {
  await db()
    .update(profiles)
    .set({ target: sql`jsonb_set(${profiles.target}, '{strategy}', to_jsonb(${strategy}::text))` })
    .where(eq(profiles.id, profile.id));
  await profileChanged(profile.id);
}

/**
 * What follows a run that changed something: the target takes the strategy that was carried out, so that checks judge by
 * it, the charts get a mark, and the database is checked anew.
 */
export async function aftermath(ctx: Context, profile: Profile, plan: Plan): Promise<void> {
  requireRole(ctx, "admin");
  const strategy = await strategyAfter(plan);
  if (strategy !== null && strategy !== profile.target.strategy) await setStrategy(profile, strategy);
  await addMark(profile.id, "action", WORDS[plan.for.kind], new Date(), db());
  // Part of the run, which has its own entry.
  await checkDatabase(system, profile.id);
}
