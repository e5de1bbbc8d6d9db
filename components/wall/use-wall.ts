"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { ApiClient } from "@/components/api/client";
import {
  Difference,
  getDifference,
  readSecond,
  setDifference,
  subscribeSeconds,
} from "@/components/live/clock";
import { LiveStream } from "@/components/live/stream";
import type { Link } from "@/components/live/stream-state";
import { wallEndpoint } from "@/lib/api/wall";
import { parseJson } from "@/lib/text/json";
import { wallEventSchema, type WallEvent, type WallRow, type WallTrend } from "@/lib/wall/schema";

/** How long the stream may say nothing, ms: the server sends an event every 10 s at least. */
const QUIET_MS = 30_000;
/** A page that is younger than this is not read again, ms: a server that it cannot read would have it load for ever. */
const YOUNG_MS = 60_000;

/** All that a wall shows: its rows in order, and the last day of each. */
export type Shown = { rows: readonly WallRow[]; trends: Readonly<Record<string, WallTrend>> };

/** Returns a wall after an event: rows that it does not name stay, those that left the order go. */
export function shownAfter({ rows, trends }: Shown, event: WallEvent): Shown {
  const byKey = new Map([...rows, ...event.rows].map((row) => [row.key, row]));
  return {
    rows: event.order.flatMap((key) => byKey.get(key) ?? []),
    trends: event.trends ?? trends,
  };
}

const NOTHING: Shown = { rows: [], trends: {} };

/** Reads the wall's stream for as long as the page stands. */
class WallStream {
  #difference = new Difference();
  readonly #stream: LiveStream;

  constructor(
    private readonly onEvent: (event: WallEvent) => void,
    onLink: (link: Link) => void,
  ) {
    this.#stream = new LiveStream(
      {
        url: wallEndpoint.path,
        onData: (text, isFirst) => this.#take(text, isFirst),
        onLink,
        onSessionEnd: () => onLink("signed out"),
        quietMs: () => QUIET_MS,
      },
      // A client of its own: the end of this cookie says nothing of a person's session.
      new ApiClient(),
    );
  }

  #take(text: string, isFirst: boolean): void {
    const read = wallEventSchema.safeParse(parseJson(text));
    if (!read.success) {
      // A newer Headroom tells it otherwise, and at a screen on a wall there is no reader to load its page.
      if (performance.now() > YOUNG_MS) window.location.reload();
      return;
    }
    if (isFirst) this.#difference = new Difference();
    setDifference(this.#difference.take(Date.parse(read.data.at), Date.now()));
    this.onEvent(read.data);
  }

  start(): () => void {
    this.#stream.start();
    return () => this.#stream.stop();
  }
}

/** Returns what the wall shows as it changes, how its stream is linked, and Headroom's clock to the second, ms; null until the page runs. */
export function useWall(initial: WallEvent): Shown & { link: Link; now: number | null } {
  const [shown, setShown] = useState<Shown>(() => shownAfter(NOTHING, initial));
  const [link, setLink] = useState<Link>("connecting");
  useEffect(
    () => new WallStream((event) => setShown((before) => shownAfter(before, event)), setLink).start(),
    [],
  );
  const second = useSyncExternalStore<number | null>(subscribeSeconds, readSecond, () => null);
  return { ...shown, link, now: second === null ? null : second + getDifference() };
}
