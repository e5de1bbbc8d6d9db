import "server-only";
import { budgetOf } from "@/lib/budget/budget";
import type { Database } from "@/lib/databases/database";
import { slotName } from "@/lib/electric/names";
import type { MarkKind } from "@/lib/history/schema";
import type { Heartbeat } from "@/lib/live/heartbeat";
import type { Live, LiveState, LiveTrouble } from "@/lib/live/schema";
import type { Sample } from "@/lib/sample/schema";
import { refreshed } from "@/lib/sample/tick";
import type { ElectricMetrics } from "@/lib/running/metrics";
import type { ElectricSeen } from "@/lib/snapshot/schema";
import type { Connection } from "@/lib/snapshot/connection";
import { countSample } from "../counters";
import { sampleOf, tickOf, type ServerRows } from "../watched/sample";
import type { SampleNames } from "../watched/sql/sample-common";
import type { LiveEvent, Viewer } from "./event";
import type { Identity } from "./identity-store";
import type { Pace, Paced } from "./pace";
import { routeOf } from "./server-key";
import { markOf, missingDatabase, standingOf } from "./standing";
import { LiveBroadcaster } from "./live-broadcaster";
import { RunningElectric } from "./running-electric";

/** The parts of the monitor that a watched database needs. */
export type DatabaseSurroundings = {
  /** Whether it is looked at through another replica. */
  lookedElsewhere: (id: string) => boolean;
  /** The peak of the others that is known, connections. */
  othersPeak: (id: string) => number | undefined;
  /** Told every event of ours, after the viewers here. */
  onEvent: (event: LiveEvent, database: Database, isSample: boolean) => void;
  onMark: (id: string, kind: MarkKind, text: string) => void;
};

/** The part of a server's sample that all of its databases share. */
export type Reading = {
  /** The last full depth. */
  full: ServerRows;
  /** A later tick that confirms it; null where the full depth is the news. */
  tick: ServerRows | null;
  sessionsPerSecond: number | null;
  /** When it was asked for, ms of performance.now(). */
  at: number;
};

/** One watched database of a server: what its viewers hear, derived from the server's samples. */
export class WatchedDatabase {
  readonly #voice: LiveBroadcaster;
  readonly #electric = new RunningElectric();
  #registered: Database;
  /** Which server its login led to; null while that is not known. */
  identity: Identity | null = null;
  /** When its own login last led there, ms of performance.now(). */
  verifiedAt = -Infinity;
  /** Failed tries of its login since the last that succeeded, and when the next is due, ms of performance.now(). */
  failures = 0;
  retryAt = -Infinity;
  /** How its login failed last, and when (ms of performance.now()); null since it succeeded. */
  failed: { connection: Connection; at: number } | null = null;
  /** When it took its last sample, ms of performance.now(). */
  takenAt = -Infinity;
  #base: { full: ServerRows; sample: Sample } | null = null;
  #sample: Sample | null = null;
  #budget: Live["budget"] = null;
  /** The state that the last mark on its charts tells of. */
  #marked: LiveState;

  constructor(
    database: Database,
    private readonly around: DatabaseSurroundings,
  ) {
    this.#registered = database;
    this.#voice = new LiveBroadcaster(this.#blank());
    this.#marked = this.latest.state;
  }

  get id(): string {
    return this.#registered.id;
  }

  get registered(): Database {
    return this.#registered;
  }

  get latest(): Live {
    return this.#voice.latest;
  }

  /** The last samples, oldest first. */
  get ticks(): readonly Live[] {
    return this.#voice.ticks;
  }

  /** Whether it is sampled at all. */
  get isOn(): boolean {
    return this.#registered.sampling.on && this.#registered.archivedAt === null;
  }

  /** Whether it has viewers here. */
  get hasViewers(): boolean {
    return this.#voice.viewers > 0;
  }

  /** Whether it has viewers, here or elsewhere. */
  get isLookedAt(): boolean {
    return this.hasViewers || this.around.lookedElsewhere(this.id);
  }

  /** How much of a sample its login sees; null while that is not known. */
  get sight(): number | null {
    return this.identity?.sight ?? null;
  }

  /** The facts that the pace of its server depends on. */
  get paced(): Paced {
    return { sampling: this.#registered.sampling, isLookedAt: this.isLookedAt, budget: this.#budget };
  }

  /** Its name on its server and Electric's names in it. */
  get names(): SampleNames {
    const { target, database } = this.#registered;
    return {
      database: this.identity?.database ?? database,
      role: target.role,
      slot: slotName(target.streamId),
    };
  }

  #blank(): Live {
    return {
      databaseId: this.id,
      state: this.isOn ? "starting" : "off",
      everyMs: this.isOn ? this.#registered.sampling.idleMs : 0,
      held: false,
      sampledAt: null,
      budget: null,
      sessionsPerSecond: null,
      trouble: null,
      heartbeat: null,
      electric: null,
      nextTryAt: null,
      sentAt: new Date().toISOString(),
      sample: null,
    };
  }

  /** Takes the answer of a poll of its running Electric. */
  hearElectric(seen: ElectricSeen, metrics: ElectricMetrics | null): void {
    const change = this.#electric.hear(seen, metrics);
    if (change !== null) this.around.onMark(this.id, "electric", change);
    this.#publish(this.latest, false);
  }

  /** Hears of everything from now on, the latest at once. Returns what ends that. */
  watch(viewer: Viewer): () => void {
    return this.#voice.add(viewer);
  }

  /** The next sample of its server is its own, whatever its pace. */
  refresh(): void {
    this.takenAt = -Infinity;
  }

  /** Takes new settings: pace, target, address or password. Returns whether its login leads elsewhere now. */
  change(database: Database): boolean {
    const moved =
      routeOf(database) !== routeOf(this.#registered) || database.sslmode !== this.#registered.sslmode;
    if (database.target.electricUrl !== this.#registered.target.electricUrl) this.#electric.forget();
    this.#registered = database;
    this.failures = 0;
    this.retryAt = -Infinity;
    this.takenAt = -Infinity;
    if (moved) this.#forget();
    if (moved || !this.isOn || this.latest.state === "off") this.#publish(this.#blank(), false);
    else {
      this.#budget = this.#summed();
      this.#publish({ ...this.latest, budget: this.#budget }, false);
    }
    return moved;
  }

  #forget(): void {
    this.identity = null;
    this.verifiedAt = -Infinity;
    this.failed = null;
    this.#sample = null;
    this.#base = null;
    this.#budget = null;
    this.#voice.forget();
  }

  /** Derives its sample and its budget from the server's reading. */
  derive(reading: Reading): void {
    const sample = this.#derived(reading);
    this.takenAt = reading.at;
    if (sample !== null) this.#notice(this.#sample, sample);
    this.#sample = sample;
    this.#electric.look(sample, this.names.slot);
    this.#budget = this.#summed();
  }

  /** Tells what was derived, at a pace; that it is missing, where the server has no such database. */
  tell(
    { sessionsPerSecond }: Reading,
    pace: Pace,
    { connection, heartbeat }: { connection: Connection | null; heartbeat: Heartbeat },
  ): void {
    const sample = this.#sample;
    if (sample === null) {
      if (connection !== null) this.fail(standingOf(missingDatabase(connection, this.#registered)), null);
      return;
    }
    countSample("taken");
    this.#publish(
      {
        ...this.latest,
        ...pace,
        budget: this.#budget,
        state: "sampling",
        sampledAt: new Date().toISOString(),
        sessionsPerSecond,
        trouble: null,
        heartbeat: this.#registered.sampling.heartbeat ? heartbeat : null,
        nextTryAt: null,
        sample,
      },
      true,
    );
  }

  #derived({ full, tick }: Reading): Sample | null {
    if (this.#base?.full !== full) {
      const sample = sampleOf(full, this.names);
      this.#base = sample === null ? null : { full, sample };
    }
    const base = this.#base?.sample ?? null;
    if (base === null || tick === null) return base;
    const light = tickOf(tick, this.names);
    return light === null ? null : refreshed(base, light);
  }

  /** Tells why there is no sample. `nextInMs` is the pause until the next try; `mark`: whether it stands on the charts. */
  fail(
    { state, trouble }: { state: LiveState; trouble: LiveTrouble },
    nextInMs: number | null,
    mark = true,
  ): void {
    const nextTryAt = nextInMs === null ? null : new Date(Date.now() + nextInMs).toISOString();
    // Lateness alone is told before the try has ended, and its end is counted.
    if (mark) countSample("failed");
    this.#publish({ ...this.latest, state, trouble, nextTryAt, held: false }, false, mark);
  }

  /** Takes over what another replica has sampled. */
  receive(live: Live): void {
    this.#sample = live.sample;
    this.#budget = live.budget;
    this.#base = null;
    this.#marked = live.state;
    this.#voice.say(live, live.state === "sampling" && live.sampledAt !== this.latest.sampledAt);
  }

  #summed(): Live["budget"] {
    if (this.#sample === null) return null;
    const othersPeak = this.around.othersPeak(this.id);
    return budgetOf(this.#sample, this.#registered.target, othersPeak === undefined ? {} : { othersPeak });
  }

  #notice(before: Sample | null, now: Sample): void {
    if (before === null) return;
    if (before.serverStartedAt !== now.serverStartedAt)
      this.around.onMark(this.id, "restart", "The server was restarted.");
    const [was, is] = [before.server.maxConnections, now.server.maxConnections];
    if (was !== is) this.around.onMark(this.id, "limit", `max_connections ${was} → ${is}`);
  }

  #publish(live: Live, isSample: boolean, isMarked = true): void {
    const mark = isMarked ? markOf(this.#marked, live.state) : null;
    if (isMarked) this.#marked = live.state;
    const electric = this.#electric.standing(live, this.names.slot);
    const event = this.#voice.say({ ...live, electric, sentAt: new Date().toISOString() }, isSample);
    if (mark !== null) this.around.onMark(this.id, mark, live.trouble?.what ?? "The database answers again.");
    this.around.onEvent(event, this.#registered, isSample);
  }
}
