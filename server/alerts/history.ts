import "server-only";
import { desc, eq, inArray, lt } from "drizzle-orm";
import { z } from "zod";
import type { PastAlert } from "@/lib/alerts/page";
import { ruleText } from "@/lib/alerts/rule";
import { readOnlyVerb } from "../audit/verb";
import { parse } from "../context";
import { db } from "../store/db";
import { alertDeliveries, alertEpisodes, alertEvents } from "../store/schema";
import { readSight } from "./places";
import { seenPart } from "./seen";

const PAGE = 8;

/** Returns a page of past and present alerts, the newest first, with all who were told; `next` asks for the older ones. */
export const readAlertHistory = readOnlyVerb(
  "member",
  async (ctx, before: unknown): Promise<{ alerts: PastAlert[]; next: string | null }> => {
    const from = parse(z.iso.datetime().nullable().catch(null), before ?? null);
    const rows = await db()
      .select()
      .from(alertEpisodes)
      .where(from === null ? undefined : lt(alertEpisodes.startedAt, new Date(from)))
      .orderBy(desc(alertEpisodes.startedAt), desc(alertEpisodes.id))
      .limit(PAGE + 1);
    const sight = await readSight(ctx);
    const paged = rows.slice(0, PAGE);
    const shown = paged.flatMap((episode) => seenPart(sight, episode));
    const ids = shown.map(({ id }) => id);
    const told =
      ids.length === 0
        ? []
        : await db()
            .select({
              episodeId: alertDeliveries.episodeId,
              channel: alertDeliveries.channelName,
              event: alertEvents.kind,
              state: alertDeliveries.state,
              says: alertDeliveries.says,
              at: alertDeliveries.updatedAt,
            })
            .from(alertDeliveries)
            .innerJoin(alertEvents, eq(alertEvents.id, alertDeliveries.eventId))
            .where(inArray(alertDeliveries.episodeId, ids))
            .orderBy(alertDeliveries.sequence, alertDeliveries.channelName);
    const alerts = shown.map((episode): PastAlert => ({
      id: episode.id,
      figure: episode.figure,
      rule: ruleText(episode.rule),
      databases: episode.databases.map(({ id, name }) => ({ id, name })),
      startedAt: episode.startedAt.toISOString(),
      endedAt: episode.endedAt?.toISOString() ?? null,
      endedBecause: episode.endedBecause,
      acknowledgedBy: episode.acknowledgedBy,
      told: told
        .filter(({ episodeId }) => episodeId === episode.id)
        .map(({ channel, event, state, says, at }) => ({
          channel,
          event,
          state,
          says,
          at: at.toISOString(),
        })),
    }));
    const last = paged.at(-1);
    return { alerts, next: rows.length > PAGE && last !== undefined ? last.startedAt.toISOString() : null };
  },
);
