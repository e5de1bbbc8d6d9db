import "server-only";
import { eq, inArray } from "drizzle-orm";
import { ruleSchema, ruleText, type Scope } from "@/lib/alerts/rule";
import { tellAlerts } from "../../alert-link";
import type { AuditLine } from "../../audit/line";
import { auditedVerb } from "../../audit/verb";
import { parse, parseId, type Context } from "../../context";
import { BadInput, NotFound } from "../../errors";
import { db, type Tx } from "../../store/db";
import { alertRules, databases } from "../../store/schema";

export const NO_RULE = "This rule is not here. It may have been removed.";

/** Refuses a scope that names a database which is not here. @throws BadInput */
export async function requireDatabases(tx: Tx, scope: Scope): Promise<void> {
  if (scope.kind !== "databases") return;
  const known = await tx.select({ id: databases.id }).from(databases).where(inArray(databases.id, scope.ids));
  if (known.length < new Set(scope.ids).size)
    throw new BadInput("A chosen database was removed meanwhile.", {
      "scope.ids": "Choose databases again.",
    });
}

async function save(_ctx: Context, audit: AuditLine, id: unknown, input: unknown) {
  const rule = parse(ruleSchema, input);
  const ruleId = id === null ? null : parseId(id, NO_RULE);
  const saved = await db().transaction(async (tx) => {
    await requireDatabases(tx, rule.scope);
    const rows =
      ruleId === null
        ? await tx.insert(alertRules).values({ rule }).returning({ id: alertRules.id })
        : await tx
            .update(alertRules)
            .set({ rule, updatedAt: new Date() })
            .where(eq(alertRules.id, ruleId))
            .returning({ id: alertRules.id });
    const [row] = rows;
    if (row === undefined) throw new NotFound(NO_RULE);
    const action = ruleId === null ? "add an alert rule" : "edit an alert rule";
    return audit.write(tx, { action, detail: { rule: ruleText(rule), ...rule } }, row.id);
  });
  tellAlerts((alerts) => alerts.onChange());
  return saved;
}

/** Adds a rule (`id` null) or changes one; returns its id. @throws NotAllowed for a member, NotFound, BadInput */
export const saveRule = auditedVerb("admin", save);
