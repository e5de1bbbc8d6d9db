import "server-only";
import { eq, sql } from "drizzle-orm";
import { ruleText } from "@/lib/alerts/rule";
import { tellAlerts } from "../../alert-link";
import { author } from "../../audit/author";
import type { AuditLine } from "../../audit/line";
import { auditedVerb } from "../../audit/verb";
import { parseId, type Context } from "../../context";
import { NotFound } from "../../errors";
import { db } from "../../store/db";
import { alertEpisodes, alertStates } from "../../store/schema";
import { channelPort } from "../channel-port";
import { writeEvent } from "../episode";
import { lockServers } from "../lock";
import { readSight } from "../places";

const GONE = "This alert is not here. It may be over.";

async function acknowledge(ctx: Context, audit: AuditLine, id: unknown) {
  const episodeId = parseId(id, GONE);
  const channels = await channelPort.list();
  const sight = await readSight(ctx);
  const acknowledged = await db().transaction(async (tx) => {
    const [found] = await tx.select().from(alertEpisodes).where(eq(alertEpisodes.id, episodeId));
    if (found === undefined || !sight.any(found.databases)) throw new NotFound(GONE);
    await lockServers(tx, [found.server]);
    const [episode] = await tx.select().from(alertEpisodes).where(eq(alertEpisodes.id, episodeId));
    if (episode === undefined) throw new NotFound(GONE);
    // Over, or acknowledged by another person a moment ago: the first one's name stays.
    if (episode.endedAt !== null || episode.acknowledgedAt !== null) return audit.unchanged(undefined);
    const now = new Date();
    const { userName } = await author(tx, ctx);
    await tx
      .update(alertEpisodes)
      .set({ acknowledgedAt: now, acknowledgedBy: userName })
      .where(eq(alertEpisodes.id, episodeId));
    const states = await tx
      .update(alertStates)
      .set({ state: sql`jsonb_set(${alertStates.state}, '{acknowledged}', 'true')` })
      .where(sql`${alertStates.ruleId} = ${episode.ruleId} AND ${alertStates.server} = ${episode.server}`)
      .returning({ state: alertStates.state });
    if (states[0]?.state.told === true)
      await writeEvent(tx, episode, "acknowledge", {
        rule: episode.rule,
        says: `Acknowledged by ${userName}.`,
        groupOf: () => "",
        channels,
        now: now.getTime(),
      });
    const detail = { alert: episode.figure, rule: ruleText(episode.rule) };
    const [database] = episode.databases;
    return audit.write(tx, { action: "acknowledge an alert", database, detail }, undefined);
  });
  tellAlerts((alerts) => alerts.onChange());
  return acknowledged;
}

/** Acknowledges an alert by name: its reminders stop until it is over. @throws NotFound */
export const acknowledgeAlert = auditedVerb("member", acknowledge);
