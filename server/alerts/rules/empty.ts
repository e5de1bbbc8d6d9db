import "server-only";
import { sql } from "drizzle-orm";
import { db } from "../../store/db";

/**
 * Takes removed databases out of the rules and silences that name them; a rule or a silence that has none left goes. A rule that fires
 * goes once its alert is over: its server has no such database any more, which ends it.
 */
export async function removeEmptyRules(): Promise<void> {
  await db().execute(sql`
    DELETE FROM alert_rules
    WHERE rule #>> '{scope,kind}' = 'databases'
      AND NOT EXISTS (
        SELECT 1 FROM jsonb_array_elements_text(rule #> '{scope,ids}') AS named (id)
        JOIN profiles ON profiles.id::text = named.id)
      AND NOT EXISTS (
        SELECT 1 FROM alert_episodes WHERE alert_episodes.rule_id = alert_rules.id AND ended_at IS NULL)`);
  await db().execute(sql`
    DELETE FROM alert_silences
    WHERE silence #>> '{scope,kind}' = 'databases'
      AND NOT EXISTS (
        SELECT 1 FROM jsonb_array_elements_text(silence #> '{scope,ids}') AS named (id)
        JOIN profiles ON profiles.id::text = named.id)`);
}
