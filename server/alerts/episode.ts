import "server-only";
import { isDeepStrictEqual } from "node:util";
import { and, count, eq, isNull } from "drizzle-orm";
import type { Firing } from "@/lib/alerts/reading";
import type { Rule, StoredRule } from "@/lib/alerts/rule";
import { ruleText } from "@/lib/alerts/rule";
import { addMark } from "../history/mark";
import type { Tx } from "../store/db";
import { alertDeliveries, alertEpisodes, alertEvents, type AlertedDatabase } from "../store/schema";
import { messageOf } from "./message";

/** A channel that deliveries are made for. */
export type ChannelRef = { id: string; name: string };
export type About = { id: string; name: string; group: string };

export type Episode = typeof alertEpisodes.$inferSelect;

/** Returns the alert of a rule on a server that is not over; null where there is none. */
export async function openEpisode(tx: Tx, ruleId: string, server: string): Promise<Episode | null> {
  const [episode] = await tx
    .select()
    .from(alertEpisodes)
    .where(
      and(eq(alertEpisodes.ruleId, ruleId), eq(alertEpisodes.server, server), isNull(alertEpisodes.endedAt)),
    )
    .limit(1);
  return episode ?? null;
}

/** Begins an alert and marks it on the charts of its databases. */
export async function beginEpisode(
  tx: Tx,
  rule: StoredRule,
  at: { server: string; now: number },
  firing: Firing,
  databases: AlertedDatabase[],
): Promise<Episode> {
  const { id: ruleId, ...stored } = rule;
  const [episode] = await tx
    .insert(alertEpisodes)
    .values({
      ruleId,
      rule: stored,
      server: at.server,
      databases,
      figure: firing.figure,
      says: firing.says,
      act: firing.act,
      startedAt: new Date(at.now),
    })
    .returning();
  if (episode === undefined) throw new Error("The store took an alert and returned none.");
  for (const { id, own = firing } of databases)
    await addMark(id, "alert", `${ruleText(rule)}: ${own.figure}`, new Date(at.now), tx);
  return episode;
}

/** Ends an alert and marks that on the charts of its databases. `because`: where no judgement ended it. */
export async function endEpisode(
  tx: Tx,
  episode: Episode,
  now: number,
  because: string | null,
): Promise<Episode> {
  const endedAt = new Date(Math.max(now, episode.startedAt.getTime()));
  await tx
    .update(alertEpisodes)
    .set({ endedAt, endedBecause: because })
    .where(eq(alertEpisodes.id, episode.id));
  for (const { id } of episode.databases)
    await addMark(id, "alert", `${ruleText(episode.rule)}: over`, endedAt, tx);
  return { ...episode, endedAt, endedBecause: because };
}

/** Keeps the newest figure of an alert that fires. */
export async function updateEpisode(
  tx: Tx,
  episode: Episode,
  { figure, says, act }: Firing,
  databases: AlertedDatabase[],
): Promise<Episode> {
  const values = { figure, says, act, databases };
  const { figure: f, says: s, act: a, databases: d } = episode;
  if (isDeepStrictEqual(values, { figure: f, says: s, act: a, databases: d })) return episode;
  await tx.update(alertEpisodes).set(values).where(eq(alertEpisodes.id, episode.id));
  return { ...episode, ...values };
}

/** Writes what an alert has to say, and a delivery for each channel of its rule: the outbox. */
export async function writeEvent(
  tx: Tx,
  episode: Episode,
  kind: (typeof alertEvents.$inferInsert)["kind"],
  {
    rule,
    says,
    groupOf,
    channels,
    now,
  }: {
    rule: Rule;
    says: string;
    groupOf: (id: string) => string;
    channels: readonly ChannelRef[];
    now: number;
  },
): Promise<void> {
  const [before] = await tx
    .select({ events: count() })
    .from(alertEvents)
    .where(eq(alertEvents.episodeId, episode.id));
  const sequence = before?.events ?? 0;
  const message = messageOf(kind, {
    ...episode,
    episodeId: episode.id,
    rule,
    says,
    databases: episode.databases.map((each) => ({ ...each, group: groupOf(each.id) })),
  });
  const [event] = await tx
    .insert(alertEvents)
    .values({ episodeId: episode.id, sequence, kind, at: new Date(now), message })
    .returning({ id: alertEvents.id });
  if (event === undefined) throw new Error("The store took an event and returned none.");
  const chosen = rule.channels === null ? channels : channels.filter(({ id }) => rule.channels?.includes(id));
  if (chosen.length === 0) return;
  await tx.insert(alertDeliveries).values(
    chosen.map(({ id, name }) => ({
      eventId: event.id,
      episodeId: episode.id,
      sequence,
      channelId: id,
      channelName: name,
    })),
  );
}
