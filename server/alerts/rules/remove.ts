import "server-only";
import { eq } from "drizzle-orm";
import { ruleText } from "@/lib/alerts/rule";
import { tellAlerts } from "../../alert-link";
import type { AuditLine } from "../../audit/line";
import { auditedVerb } from "../../audit/verb";
import { parseId, type Context } from "../../context";
import { NotFound } from "../../errors";
import { db } from "../../store/db";
import { alertRules, alertStates } from "../../store/schema";
import { channelPort } from "../channel-port";
import { lockServers } from "../lock";
import { endBecause, openEpisodesOf } from "../orphans";
import { NO_RULE } from "./save";

async function remove(_ctx: Context, audit: AuditLine, id: unknown) {
  const ruleId = parseId(id, NO_RULE);
  const channels = await channelPort.list();
  const removed = await db().transaction(async (tx) => {
    const states = await tx.select().from(alertStates).where(eq(alertStates.ruleId, ruleId));
    await lockServers(
      tx,
      states.map(({ server }) => server),
    );
    const told = await tx.select().from(alertStates).where(eq(alertStates.ruleId, ruleId));
    for (const episode of await openEpisodesOf(tx, ruleId)) {
      const state = told.find(({ server }) => server === episode.server)?.state;
      const because = "The rule was removed.";
      await endBecause(tx, episode, { because, told: state?.told === true, channels, now: Date.now() });
    }
    const [rule] = await tx.delete(alertRules).where(eq(alertRules.id, ruleId)).returning();
    if (rule === undefined) throw new NotFound(NO_RULE);
    return audit.write(
      tx,
      { action: "remove an alert rule", detail: { rule: ruleText(rule.rule) } },
      undefined,
    );
  });
  tellAlerts((alerts) => alerts.onChange());
  return removed;
}

/** Removes a rule; its alerts end, and an end that is owed is told. @throws NotAllowed for a member, NotFound */
export const removeRule = auditedVerb("admin", remove);
