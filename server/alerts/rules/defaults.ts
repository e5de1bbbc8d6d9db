import "server-only";
import { DEFAULT_RULES } from "@/lib/alerts/defaults";
import { db } from "../../store/db";
import { alertDefaults, alertRules } from "../../store/schema";

/** Makes the default rules that this store never had. One that an admin removed does not come back; several replicas make them once. */
export async function makeDefaultRules(): Promise<void> {
  await db().transaction(async (tx) => {
    const made = await tx
      .insert(alertDefaults)
      .values(Object.keys(DEFAULT_RULES).map((key) => ({ key })))
      .onConflictDoNothing()
      .returning({ key: alertDefaults.key });
    const isNew = new Set(made.map(({ key }) => key));
    const rules = Object.entries(DEFAULT_RULES).flatMap(([key, rule]) => (isNew.has(key) ? [rule] : []));
    const now = Date.now();
    // Each a ms later than the one before, so that their order is kept.
    const values = rules.map((rule, index) => ({ rule, createdAt: new Date(now + index) }));
    if (values.length > 0) await tx.insert(alertRules).values(values);
  });
}
