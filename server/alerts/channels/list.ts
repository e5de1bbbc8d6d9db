import "server-only";
import { asc } from "drizzle-orm";
import { isChannelKind, kindOf } from "@/lib/alerts/channels";
import type { ChannelRow } from "@/lib/alerts/channels/view";
import { readOnlyVerb } from "../../audit/verb";
import { db } from "../../store/db";
import { channels } from "../../store/schema";
import type { StoredChannel } from "./stored";

/** Returns a channel as lists show it. */
export function rowOf({
  id,
  kind,
  name,
  config,
  lastAt,
  lastOk,
  lastSays,
  lastEvent,
}: StoredChannel): ChannelRow {
  const last =
    lastAt === null
      ? null
      : { at: lastAt.toISOString(), ok: lastOk === true, says: lastSays ?? "", event: lastEvent ?? "" };
  return { id, kind, name, where: kindOf(kind).where(config), last };
}

/** Returns every channel that this version knows, the oldest first; no secret and no address of people is in it. */
export const listChannels = readOnlyVerb("member", async (): Promise<ChannelRow[]> => {
  const rows = await db().select().from(channels).orderBy(asc(channels.createdAt), asc(channels.id));
  return rows.filter(({ kind }) => isChannelKind(kind)).map(rowOf);
});
