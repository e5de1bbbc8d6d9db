import "server-only";
import { asc } from "drizzle-orm";
import { ruleSchema, type StoredRule } from "@/lib/alerts/rule";
import { ignore } from "../../http/log";
import type { Tx } from "../../store/db";
import { alertRules } from "../../store/schema";

/** Returns all rules, the oldest first. One that a newer version kept in another shape is left out, and logged. */
export async function readRules(tx: Pick<Tx, "select">): Promise<StoredRule[]> {
  const rows = await tx.select().from(alertRules).orderBy(asc(alertRules.createdAt), asc(alertRules.id));
  return rows.flatMap(({ id, rule }) => {
    const parsed = ruleSchema.safeParse(rule);
    if (parsed.success) return [{ ...parsed.data, id }];
    ignore(parsed.error, "a rule of another version is not judged");
    return [];
  });
}
