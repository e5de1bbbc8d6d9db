import "server-only";
import { randomUUID } from "node:crypto";
import type { Profile } from "@/lib/databases/profile";
import { slotName } from "@/lib/electric/names";
import { pointOf } from "@/lib/history/point";
import type { Live } from "@/lib/live/schema";
import { system } from "../context";
import { env } from "../env";
import { NotFound } from "../errors";
import { listProfiles } from "../profiles/list";
import { loginOf } from "../profiles/login";
import { readProfile } from "../profiles/read";
import { Beat } from "./beat";
import type { LiveEvent, Viewer } from "./event";
import { Gate } from "./gate";
import { Keeper } from "./keeper";
import { poolMark } from "./pool-mark";
import { Watcher, type Surroundings } from "./watcher";
import { Wire, type Message } from "./wire";
import type { GuardedClient } from "../watched/guarded-client";

export type MonitorOptions = {
  /** How many databases are sampled at the same moment at most. */
  inFlight: number;
  /** Among how many ms the first samples are spread. */
  spreadMs?: number;
  /** The store's address, to hear the other replicas. */
  store: string;
};

const isWatched = ({ sampling, archivedAt }: Profile): boolean => sampling.on && archivedAt === null;

/** One replica's watching: a watcher per database, and what they share. */
export class Monitor {
  readonly replica = randomUUID();
  readonly #watchers = new Map<string, Watcher>();
  readonly #profiles = new Map<string, Profile>();
  readonly #keeper = new Keeper();
  readonly #around: Surroundings;
  readonly #beat: Beat;
  readonly #wire: Wire;
  readonly #spreadMs: number;
  #closed = false;

  constructor({ inFlight, spreadMs = 10_000, store }: MonitorOptions) {
    this.#spreadMs = spreadMs;
    this.#beat = new Beat(this.replica, {
      watched: () => [...this.#watchers.keys()],
      looked: () => [...this.#watchers].filter(([, { looked }]) => looked).map(([id]) => id),
      onChange: (id) => this.#watchers.get(id)?.hurry(),
      refresh: () => this.#readProfiles(),
    });
    this.#around = {
      gate: new Gate(inFlight),
      login: loginOf,
      mine: (id) => this.#beat.mine.has(id),
      lookedElsewhere: (id) => this.#beat.lookedElsewhere.has(id),
      othersPeak: (id) => this.#beat.peaks.get(id),
      onEvent: (event, profile, isSample) => this.#spread(event, profile, isSample),
      onMark: (id, kind, text) => this.#keeper.mark(id, kind, text),
    };
    this.#wire = new Wire(
      this.replica,
      (message) => void this.#hear(message),
      () => void this.#beat.now(),
      store,
    );
  }

  /** Begins to watch every database that the store knows. What the store does not tell now, it tells within a minute. */
  async start(): Promise<void> {
    await this.#readProfiles().catch(() => {});
    await this.#beat.now();
  }

  async #readProfiles(): Promise<void> {
    const all = await listProfiles(system);
    for (const profile of all) if (!this.#watchers.has(profile.id)) this.#begin(profile, this.#spreadMs);
    const known = new Set(all.map(({ id }) => id));
    for (const id of this.#watchers.keys()) if (!known.has(id)) void this.#end(id);
    for (const profile of all) this.#take(profile);
  }

  #begin(profile: Profile, spreadMs: number): Watcher | null {
    if (this.#closed) return null;
    const watcher = new Watcher(profile, this.#around, Math.random() * spreadMs);
    this.#watchers.set(profile.id, watcher);
    this.#profiles.set(profile.id, profile);
    return watcher;
  }

  #take(profile: Profile): void {
    const before = this.#profiles.get(profile.id);
    if (before === undefined || JSON.stringify(before) === JSON.stringify(profile)) return;
    this.#profiles.set(profile.id, profile);
    this.#watchers.get(profile.id)?.changed(profile);
  }

  async #end(id: string): Promise<void> {
    const watcher = this.#watchers.get(id);
    this.#watchers.delete(id);
    this.#profiles.delete(id);
    await watcher?.close();
  }

  async #reread(id: string): Promise<void> {
    try {
      const profile = await readProfile(system, id);
      if (this.#watchers.has(id)) {
        // Its password may be another one, which no profile shows.
        this.#profiles.set(id, profile);
        this.#watchers.get(id)?.changed(profile);
      } else this.#begin(profile, 0);
    } catch (error) {
      if (error instanceof NotFound) await this.#end(id);
    }
    await this.#beat.now();
  }

  /** A profile was made, changed, archived or removed: it is read again, here and by the other replicas. */
  async changed(id: string): Promise<void> {
    const was = this.#profiles.get(id);
    await this.#reread(id);
    const is = this.#profiles.get(id);
    const pool = was && is && poolMark(was.target, is.target);
    if (pool) this.#keeper.mark(id, "pool", pool);
    const [before, after] = [was && isWatched(was), is && isWatched(is)];
    if (before && after === false) this.#keeper.mark(id, "off", "Watching was switched off.");
    if (before === false && after) this.#keeper.mark(id, "on", "Watching was switched on.");
    await this.#wire.say({ kind: "changed", id });
  }

  /** Hears of a database from now on, the latest at once. Returns what ends that, to be called once. */
  watch(id: string, viewer: Viewer): () => void {
    const watcher = this.#watchers.get(id);
    if (watcher !== undefined) {
      const first = !watcher.looked;
      const stop = watcher.watch(viewer);
      if (first) this.#lookedChanged();
      return () => {
        stop();
        if (!watcher.looked) this.#lookedChanged();
      };
    }
    // It may have been added through another replica a moment ago.
    let stop: (() => void) | null = null;
    let ended = false;
    void this.#reread(id).then(() => {
      if (!ended && this.#watchers.has(id)) stop = this.watch(id, viewer);
    });
    return () => {
      ended = true;
      stop?.();
    };
  }

  #lookedChanged(): void {
    void this.#beat.now().then(() => this.#wire.say({ kind: "looked" }));
  }

  /** Returns the latest that is known of a database, null for one that has no watcher. */
  latest(id: string): Live | null {
    return this.#watchers.get(id)?.latest ?? null;
  }

  /** Returns the last samples of a database, oldest first. */
  ticks(id: string): readonly Live[] {
    return this.#watchers.get(id)?.ticks ?? [];
  }

  /** Leaves a database for as long as the work takes: its connection has the watcher's place. */
  aside<Result>(id: string, work: () => Promise<Result>): Promise<Result> {
    return this.#watchers.get(id)?.aside(work) ?? work();
  }

  /** Does something on the watcher's session, between two samples. @throws NotFound, NoSession */
  ask<Result>(id: string, work: (client: GuardedClient) => Promise<Result>): Promise<Result> {
    const watcher = this.#watchers.get(id);
    if (watcher === undefined) throw new NotFound();
    return watcher.ask(work);
  }

  #spread(event: LiveEvent, profile: Profile, isSample: boolean): void {
    const { live } = event;
    const point = isSample ? pointOf(live, slotName(profile.target.streamId)) : null;
    if (point !== null)
      this.#keeper.keep({
        profileId: profile.id,
        at: live.sampledAt ?? live.sentAt,
        everyMs: live.everyMs,
        point,
      });
    if (this.#beat.lookedElsewhere.has(profile.id)) void this.#wire.say({ kind: "live", live });
  }

  async #hear(message: Message): Promise<void> {
    if (message.kind === "looked") return this.#beat.now();
    if (message.kind === "changed") return this.#reread(message.id);
    const { databaseId } = message.live;
    if (!this.#beat.mine.has(databaseId)) this.#watchers.get(databaseId)?.receive(message.live);
  }

  /** Leaves every database and gives up every lease. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#wire.close();
    await Promise.all([...this.#watchers.values()].map((watcher) => watcher.close()));
    await this.#beat.close();
    await this.#keeper.close();
  }
}

declare global {
  var headroomMonitor: Monitor | undefined;
}

/** Returns this process's monitor; the first call starts it. */
export function monitor(): Monitor {
  if (globalThis.headroomMonitor === undefined) {
    const { HEADROOM_SAMPLES_IN_FLIGHT: inFlight, DATABASE_URL: store } = env();
    globalThis.headroomMonitor = new Monitor({ inFlight, store });
    void globalThis.headroomMonitor.start();
  }
  return globalThis.headroomMonitor;
}
