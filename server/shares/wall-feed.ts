import "server-only";
import type { WallRow, WallTrend } from "@/lib/wall/schema";
import { ignoring } from "../http/log";
import { monitor } from "../monitor/monitor";
import {
  readWallServers,
  readWallTrends,
  wallEvent,
  wallRowsOf,
  type LiveOf,
  type WallServer,
} from "./wall-view";
import type { WallSession } from "./wall-session";

/** The parts of the monitor that a wall needs. */
export type Watching = { watch(id: string, viewer: () => void): () => void; latest: LiveOf };

/** Pauses, ms: between two events, between two readings of verdicts and of databases, and between two of the trends. */
const PACE_MS = { event: 1_000, servers: 10_000, trends: 300_000 };
/** An event comes at least this often, ms, so that a screen knows a quiet wall from a dead stream. */
const LEAST_MS = 10_000;

type Send = (text: string) => void;
const LATER = ignoring("the wall reads its servers again within seconds");

/** The wall of one link for all of its screens in this process: read once, watched once, sent as it changes. */
export class WallFeed {
  readonly #screens = new Set<Send>();
  readonly #watched = new Map<string, () => void>();
  #servers: readonly WallServer[] = [];
  #trends: Record<string, WallTrend> = {};
  #sent = new Map<string, string>();
  #order = "";
  #isDirty = false;
  #toldAt = 0;
  #timers: ReturnType<typeof setInterval>[] = [];
  #begun: Promise<void> | null = null;

  constructor(
    private readonly link: WallSession["link"],
    private readonly watching: Watching,
    private readonly onEmpty: () => void,
  ) {}

  /** Sends the whole wall to a screen at once, and what changes from then on. Returns what ends that. */
  join(send: Send): () => void {
    this.#screens.add(send);
    this.#begun ??= this.#begin();
    void this.#begun.then(() => {
      if (this.#screens.has(send)) send(this.#whole());
    }, LATER);
    return () => {
      this.#screens.delete(send);
      if (this.#screens.size === 0) this.#end();
    };
  }

  #whole(): string {
    const rows = this.#rows();
    return JSON.stringify(wallEvent(rows, rows, this.#trends));
  }

  async #begin(): Promise<void> {
    this.#timers = [
      setInterval(() => this.#flush(), PACE_MS.event).unref(),
      setInterval(() => void this.#readServers().catch(LATER), PACE_MS.servers).unref(),
      setInterval(() => void this.#readTrends().catch(LATER), PACE_MS.trends).unref(),
    ];
    await this.#readServers();
    await this.#readTrends();
  }

  #end(): void {
    for (const timer of this.#timers) clearInterval(timer);
    for (const stop of this.#watched.values()) stop();
    this.#watched.clear();
    this.onEmpty();
  }

  async #readServers(): Promise<void> {
    this.#servers = await readWallServers(this.link);
    if (this.#screens.size === 0) return;
    const ids = new Set(this.#servers.flatMap(({ members }) => members.map(({ id }) => id)));
    for (const [id, stop] of this.#watched)
      if (!ids.has(id)) {
        stop();
        this.#watched.delete(id);
      }
    for (const id of ids)
      if (!this.#watched.has(id))
        this.#watched.set(
          id,
          this.watching.watch(id, () => {
            this.#isDirty = true;
          }),
        );
    this.#isDirty = true;
  }

  async #readTrends(): Promise<void> {
    this.#trends = await readWallTrends(this.#servers);
    if (this.#sent.size > 0) this.#tell(JSON.stringify(wallEvent(this.#rows(), [], this.#trends)));
  }

  #rows(): WallRow[] {
    return wallRowsOf(this.#servers, this.link, this.watching.latest);
  }

  /** Sends the rows that changed since the last event; nothing where none did. */
  #flush(): void {
    if (!this.#isDirty && performance.now() - this.#toldAt < LEAST_MS) return;
    this.#isDirty = false;
    const rows = this.#rows();
    const texts = new Map(rows.map((row) => [row.key, JSON.stringify(row)]));
    const changed = rows.filter(({ key }) => this.#sent.get(key) !== texts.get(key));
    const order = rows.map(({ key }) => key).join();
    const isSame = changed.length === 0 && order === this.#order;
    const isQuiet = performance.now() - this.#toldAt >= LEAST_MS;
    this.#sent = texts;
    this.#order = order;
    if (!isSame || isQuiet) this.#tell(JSON.stringify(wallEvent(rows, changed)));
  }

  #tell(text: string): void {
    this.#toldAt = performance.now();
    for (const send of this.#screens) send(text);
  }
}

declare global {
  // Next loads a module once per bundle; the screens of a link share one feed in the process.
  var headroomWallFeeds: Map<string, WallFeed> | undefined;
}

/** Sends a screen what its link shows, as it changes. Returns what ends that. */
export function watchWall({ link }: WallSession, send: Send): () => void {
  const feeds = (globalThis.headroomWallFeeds ??= new Map<string, WallFeed>());
  const watching: Watching = {
    watch: (id, viewer) => monitor().watch(id, viewer),
    latest: (id) => monitor().latest(id),
  };
  const feed = feeds.get(link.id) ?? new WallFeed(link, watching, () => feeds.delete(link.id));
  feeds.set(link.id, feed);
  return feed.join(send);
}
