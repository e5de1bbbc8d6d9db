import "server-only";
import { eq, sql } from "drizzle-orm";
import type { Database } from "@/lib/databases/database";
import type { Plan } from "@/lib/repair/plan/schema";
import { isForTables } from "@/lib/repair/request";
import type { Strategy } from "@/lib/target/schema";
import { requireRole, system, type Context } from "../../context";
import { addMark } from "../../history/mark";
import { databaseChanged } from "../../monitor-link";
import { db } from "../../store/db";
import { databases, runs } from "../../store/schema";
import { checkDatabase } from "../../visits/check";

/** Words for the purpose of a plan, for the mark on the charts. */
const WORDS: Record<Plan["for"]["kind"], string> = {
  ready: "A plan was run",
  checks: "A plan was run",
  undo: "A run was undone",
  "clean-up": "Electric was cleaned up",
};

/** The strategy that the target takes: what was carried out, or at an undo what was there before. */
async function strategyAfter({ for: wanted, choices }: Plan): Promise<Strategy | null> {
  // What was carried out on some tables says nothing of the others.
  if (isForTables(wanted)) return null;
  if (wanted.kind === "ready" || wanted.kind === "checks") return choices.strategy;
  if (wanted.kind !== "undo") return null;
  const [undone] = await db()
    .select({ strategy: runs.strategyBefore })
    .from(runs)
    .where(eq(runs.id, wanted.run));
  return undone?.strategy ?? null;
}

async function setStrategy(database: Database, strategy: Strategy): Promise<void> {
  await db()
    .update(databases)
    .set({ target: sql`jsonb_set(${databases.target}, '{strategy}', to_jsonb(${strategy}::text))` })
    .where(eq(databases.id, database.id));
  await databaseChanged(database.id);
}

/**
 * Follows a run that changed something: the target takes the strategy that was carried out, so that checks judge by it, the
 * charts get a mark, and the database is checked anew.
 */
export async function onRunCommitted(ctx: Context, database: Database, plan: Plan): Promise<void> {
  requireRole(ctx, "admin");
  const strategy = await strategyAfter(plan);
  if (strategy !== null && strategy !== database.target.strategy) await setStrategy(database, strategy);
  await addMark(database.id, "action", WORDS[plan.for.kind], new Date(), db());
  // Part of the run, which has its own entry.
  await checkDatabase(system, database.id);
}
