import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { end } from "@/lib/alerts/machine";
import { db, type Tx } from "../store/db";
import { alertEpisodes, alertServers, alertStates } from "../store/schema";
import { lockServers } from "./lock";
import { endEpisode, openEpisode, writeEvent, type ChannelRef, type Episode } from "./episode";

/** Ends an alert that no judgement ends any more; one that was told has its end told. */
export async function endBecause(
  tx: Tx,
  episode: Episode,
  {
    because,
    told,
    channels,
    now,
  }: { because: string; told: boolean; channels: readonly ChannelRef[]; now: number },
): Promise<void> {
  const ended = await endEpisode(tx, episode, now, because);
  if (!told || !episode.rule["send-on-resolved"]) return;
  await writeEvent(tx, ended, "resolve", {
    rule: episode.rule,
    says: because,
    groupOf: () => "",
    channels,
    now,
  });
}

type Around = { servers: ReadonlySet<string>; channels: readonly ChannelRef[]; now: number };

/** Ends the alerts of servers that have no database any more: removed, archived, or told of together with another. */
export async function endOrphans({ servers, channels, now }: Around): Promise<void> {
  const known = await db().selectDistinct({ server: alertStates.server }).from(alertStates);
  for (const { server } of known) {
    if (servers.has(server)) continue;
    await db().transaction(async (tx) => {
      await lockServers(tx, [server]);
      const rows = await tx.select().from(alertStates).where(eq(alertStates.server, server));
      for (const { ruleId, state } of rows) {
        const episode = await openEpisode(tx, ruleId, server);
        if (episode === null) continue;
        const { message } = end(state, true, now);
        const because = "The database was removed from Headroom, archived or moved to another server.";
        await endBecause(tx, episode, { because, told: message !== null, channels, now });
      }
      await tx.delete(alertStates).where(eq(alertStates.server, server));
      await tx.delete(alertServers).where(eq(alertServers.key, server));
    });
  }
}

/** Returns the alerts of a rule that are not over. */
export const openEpisodesOf = (tx: Tx, ruleId: string): Promise<Episode[]> =>
  tx
    .select()
    .from(alertEpisodes)
    .where(and(eq(alertEpisodes.ruleId, ruleId), isNull(alertEpisodes.endedAt)));
