import "server-only";
import { eq, sql } from "drizzle-orm";
import type { Profile } from "@/lib/databases/profile";
import type { Plan } from "@/lib/plan/schema";
import { requireRole, type Context } from "../context";
import { addMark } from "../history/mark";
import { profileChanged } from "../monitor/tell";
import { db } from "../store/db";
import { profiles } from "../store/schema";
import { checkDatabase } from "../visits/check";

/** What a plan was for, for the mark on the charts. */
const WORDS: Record<Plan["for"]["kind"], string> = {
  ready: "A plan was run",
  checks: "A plan was run",
  undo: "A run was undone",
  "clean-up": "Electric was cleaned up",
};

/**
 * What follows a run that changed something: the target takes the strategy that was carried out, so that checks judge by
 * it, the charts get a mark, and the database is checked anew.
 */
export async function aftermath(ctx: Context, profile: Profile, plan: Plan): Promise<void> {
  requireRole(ctx, "admin");
  const { kind } = plan.for;
  if ((kind === "ready" || kind === "checks") && plan.choices.strategy !== profile.target.strategy) {
    await db()
      .update(profiles)
      .set({
        target: sql`jsonb_set(${profiles.target}, '{strategy}', to_jsonb(${plan.choices.strategy}::text))`,
      })
      .where(eq(profiles.id, profile.id));
    await profileChanged(profile.id);
  }
  await addMark(profile.id, "action", WORDS[kind], new Date(), db());
  await checkDatabase(ctx, profile.id);
}
