"use client";

import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";
import { useHydrated } from "@/components/ui/use-hydrated";
import { addressOf } from "@/lib/api/endpoint";
import { healthLiveEndpoint } from "@/lib/api/health";
import { liveEndpoint, liveRowsEndpoint } from "@/lib/api/live";
import type { Live, LiveRow } from "@/lib/live/schema";
import { getDifference, readSecond, subscribeSeconds } from "./clock";
import { ageOf, freshnessOf, untilNextTry, type Freshness } from "@/lib/live/freshness";
import type { Link } from "./stream-state";
import { join, linkAt, liveKey, rowKey, type StreamKind } from "./registry";

/** State of a watched database, and how far it can be trusted. */
export type Looked<Row extends LiveRow = LiveRow> = {
  live: Row | null;
  link: Link;
  /** Of the latest sample; null before the first one, and until the page runs. */
  ageMs: number | null;
  freshness: Freshness;
  /** Until Headroom tries the database again; null where no try is due. */
  nextTryMs: number | null;
};

const serverSecond = (): number | null => null;
const noLink = (): Link => "connecting";

/** Until the page runs the age of a sample is unknown: both sides draw it as it came. */
function useAges(live: LiveRow | null): Pick<Looked, "ageMs" | "freshness" | "nextTryMs"> {
  const second = useSyncExternalStore<number | null>(subscribeSeconds, readSecond, serverSecond);
  if (live === null) return { ageMs: null, freshness: "stale", nextTryMs: null };
  if (second === null) return { ageMs: null, freshness: "fresh", nextTryMs: null };
  const now = second + getDifference();
  const ageMs = ageOf(live, now);
  return { ageMs, freshness: freshnessOf(ageMs, live.everyMs), nextTryMs: untilNextTry(live, now) };
}

function useLink(url: string | null, kind: StreamKind): Link {
  const client = useQueryClient();
  const subscribe = useCallback(
    (listener: () => void) => (url === null ? () => undefined : join(client, url, kind, listener)),
    [client, kind, url],
  );
  return useSyncExternalStore(subscribe, () => (url === null ? "connecting" : linkAt(client, url)), noLink);
}

const newer = <Row extends LiveRow>(one: Row | null, other: Row | null): Row | null =>
  one === null || (other !== null && other.sentAt > one.sentAt) ? other : one;

/**
 * Returns what the stream has told under a key, null before. A part of the page that comes to life late finds the stream
 * of an earlier one ahead of what the server drew: until then it too draws what the server drew, or React throws it away
 * with what was typed into it.
 */
function useTold<Row extends LiveRow>(queryKey: readonly [string, string]): Row | null {
  const hydrated = useHydrated();
  const { data } = useQuery<Row>({ queryKey, queryFn: skipToken });
  return hydrated ? (data ?? null) : null;
}

/**
 * Returns what is known of a database, as it changes: one stream for the page, for all its callers. `initial` is what the
 * server knew when it drew the page. Events stand in the query cache under `["live", id]`.
 */
export function useLive(databaseId: string, initial: Live | null = null): Looked<Live> {
  const link = useLink(addressOf(liveEndpoint, { params: { id: databaseId } }), "live");
  const live = newer(useTold<Live>(liveKey(databaseId)), initial);
  return { live, link, ...useAges(live) };
}

/** How many databases one stream of rows takes (app/api/live). */
const MOST_ROWS = 100;

const wantedOf = (ids: readonly string[]): string => [...new Set(ids)].slice(0, MOST_ROWS).sort().join(",");

/**
 * Watches the databases of a list, as many as one stream takes: the rows in sight. Each stands in the query cache under
 * `["live-row", id]`; read it with `useLiveRow`. Returns how the stream is linked.
 */
export function useLiveRows(ids: readonly string[]): Link {
  const wanted = wantedOf(ids);
  return useLink(wanted === "" ? null : addressOf(liveRowsEndpoint, { query: { ids: wanted } }), "row");
}

/** Does the same for a viewer, whose stream has the health of databases alone. */
export function useHealthRows(ids: readonly string[]): Link {
  const wanted = wantedOf(ids);
  return useLink(wanted === "" ? null : addressOf(healthLiveEndpoint, { query: { ids: wanted } }), "health");
}

/** Returns what the list's stream has told of one database; `link` is the list's, `initial` what the server knew. */
export function useLiveRow(databaseId: string, link: Link, initial: LiveRow | null = null): Looked {
  const live = newer(useTold<LiveRow>(rowKey(databaseId)), initial);
  return { live, link, ...useAges(live) };
}
