import "server-only";
import type { Profile } from "@/lib/databases/profile";
import { slotName } from "@/lib/electric/names";
import type { MarkKind } from "@/lib/history/schema";
import type { Live } from "@/lib/live/schema";
import { budgetOf } from "@/lib/budget/budget";
import type { Sample } from "@/lib/sample/schema";
import { refreshed } from "@/lib/sample/tick";
import type { GuardedClient } from "../watched/guarded-client";
import type { Login } from "../watched/login";
import { readSample, readTick, type SampleFacts } from "../watched/sample";
import { Alarm } from "./alarm";
import type { LiveEvent, Viewer } from "./event";
import type { Gate } from "./gate";
import { Held, NoSession } from "./held";
import { CROWD_PAUSE_MS, crowded, FULL_EVERY_MS, paceOf, retryPause } from "./pace";
import { SessionRate } from "./session-rate";
import { CROWDED, markOf, standingOf } from "./standing";
import { Voice } from "./voice";

/** What a watcher needs of the house around it. */
export type Surroundings = {
  gate: Gate;
  login: (profile: Profile) => Promise<Login>;
  /** Whether it is this replica's to sample the database. */
  mine: (id: string) => boolean;
  /** Whether somebody looks at it through another replica. */
  lookedElsewhere: (id: string) => boolean;
  /** The peak of the others that is known, connections. */
  othersPeak: (id: string) => number | undefined;
  /** Told every event of ours, after the viewers here. */
  onEvent: (event: LiveEvent, profile: Profile, isSample: boolean) => void;
  onMark: (id: string, kind: MarkKind, text: string) => void;
};

/**
 * Watches one database: a loop of connect, sample, and stay or leave, that no number of viewers makes faster. All that
 * happens on the database happens one after the other (`#alone`).
 */
export class Watcher {
  readonly #held: Held;
  readonly #voice: Voice;
  readonly #alarm = new Alarm();
  readonly #rate = new SessionRate();
  #sample: Sample | null = null;
  #fullAt = -Infinity;
  #failures = 0;
  #triedAt = -Infinity;
  #dueAt: number;
  #queue: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(
    private profile: Profile,
    private readonly around: Surroundings,
    firstInMs: number,
  ) {
    this.#held = new Held(() => around.login(this.profile));
    this.#voice = new Voice(this.#blank());
    this.#dueAt = performance.now() + firstInMs;
    void this.#run();
  }

  get latest(): Live {
    return this.#voice.latest;
  }

  /** The last samples, oldest first. */
  get ticks(): readonly Live[] {
    return this.#voice.ticks;
  }

  get looked(): boolean {
    return this.#voice.viewers > 0;
  }

  #blank(): Live {
    const on = this.profile.sampling.on && this.profile.archivedAt === null;
    return {
      databaseId: this.profile.id,
      state: on ? "starting" : "off",
      everyMs: on ? this.profile.sampling.idleMs : 0,
      held: false,
      sampledAt: null,
      budget: null,
      sessionsPerSecond: null,
      trouble: null,
      nextTryAt: null,
      sentAt: new Date().toISOString(),
      sample: null,
    };
  }

  /** Hears of everything from now on, the latest at once. Returns what ends that. */
  watch(viewer: Viewer): () => void {
    const stop = this.#voice.add(viewer);
    if (this.#voice.viewers === 1) this.hurry();
    return () => {
      stop();
      if (!this.looked) this.hurry();
    };
  }

  /** Somebody came or went, here or elsewhere: the pace is another one now. While tries fail, only their pause is. */
  hurry(): void {
    const now = performance.now();
    const { state } = this.latest;
    const failing = state === "full" || state === "unreachable";
    if (state === "crowded") return;
    if (failing) this.#dueAt = Math.min(this.#dueAt, this.#triedAt + this.#pause(state));
    else this.#dueAt = this.#isLooked() ? now : Math.min(this.#dueAt, now + this.profile.sampling.idleMs);
    if (!this.#isLooked() && this.#held.isOpen) void this.#alone(() => this.#leaveUnlessLooked());
    this.#alarm.ring();
  }

  async #leaveUnlessLooked(): Promise<void> {
    if (!this.#isLooked()) await this.#held.close();
  }

  #isLooked(): boolean {
    return this.looked || this.around.lookedElsewhere(this.profile.id);
  }

  #pause(state: "full" | "unreachable"): number {
    return retryPause(state, Math.max(1, this.#failures), this.#isLooked(), Math.random());
  }

  /** The profile is another one: pace, target, address or password. */
  changed(profile: Profile): void {
    const moved = ["host", "port", "database", "user", "sslmode"] as const;
    const elsewhere = moved.some((field) => profile[field] !== this.profile[field]);
    this.profile = profile;
    if (elsewhere) {
      this.#sample = null;
      this.#voice.forget();
    }
    this.#failures = 0;
    const { state } = this.#blank();
    if (state === "off" || elsewhere || this.latest.state === "off") this.#publish(this.#blank(), false);
    else this.#publish({ ...this.latest, budget: this.#budget() }, false);
    this.#dueAt = performance.now();
    void this.#alone(() => (elsewhere || state === "off" ? this.#held.close() : Promise.resolve()));
    this.#alarm.ring();
  }

  /** Leaves the database for as long as the work takes: its connection has our place. */
  aside<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#held.abandon();
    return this.#alone(async () => {
      await this.#held.close();
      return work();
    });
  }

  /** Does something on our session, between two samples. @throws NoSession */
  ask<Result>(work: (client: GuardedClient) => Promise<Result>): Promise<Result> {
    return this.#alone(async () => {
      const result = await this.#held.ask((client) => work(client), true);
      if (!this.#isLooked()) await this.#held.close();
      return result;
    });
  }

  /** Takes over what another replica has sampled. */
  receive(live: Live): void {
    this.#sample = live.sample;
    this.#voice.say(live, live.state === "sampling" && live.sampledAt !== this.latest.sampledAt);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#alarm.ring();
    this.#held.abandon();
    await this.#alone(() => this.#held.close());
  }

  #alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => {});
    return done;
  }

  async #run(): Promise<void> {
    while (!this.#closed) {
      await this.#alarm.until(this.#dueAt);
      if (this.#closed || performance.now() < this.#dueAt) continue;
      if (this.#blank().state === "off" || !this.around.mine(this.profile.id)) {
        await this.#alone(() => this.#held.close());
        this.#dueAt = performance.now() + 1_000;
        continue;
      }
      await this.#alone(() => this.around.gate.through(this.#isLooked(), () => this.#round()));
    }
  }

  async #round(): Promise<void> {
    if (this.#closed) return;
    const start = performance.now();
    this.#triedAt = start;
    try {
      const before = this.#sample;
      const { sample, full } = await this.#held.ask((client, facts) => this.#read(client, facts));
      if (full && crowded(sample)) return await this.#stayOut();
      this.#failures = 0;
      this.#notice(before, sample);
      this.#sample = sample;
      if (full) this.#fullAt = start;
      const budget = this.#budget();
      const pace = paceOf(this.profile.sampling, this.#isLooked(), budget);
      this.#publish(
        {
          ...this.latest,
          ...pace,
          budget,
          state: "sampling",
          sampledAt: new Date().toISOString(),
          sessionsPerSecond: full
            ? this.#rate.after(sample.sessionsOpened, start)
            : this.latest.sessionsPerSecond,
          trouble: null,
          nextTryAt: null,
          sample,
        },
        true,
      );
      this.#dueAt = Math.max(start + pace.everyMs, performance.now());
      if (!pace.held) await this.#held.close();
    } catch (error) {
      if (!(error instanceof NoSession)) return this.#postpone();
      const { state, trouble } = standingOf(error.connection);
      this.#failures += 1;
      const pause = this.#pause(state);
      this.#dueAt = performance.now() + pause;
      const nextTryAt = new Date(Date.now() + pause).toISOString();
      this.#publish({ ...this.latest, state, trouble, nextTryAt, held: false }, false);
    }
  }

  /** The store gave no password, or somebody took our place while we knocked: again soon, and nothing is said of it. */
  #postpone(): void {
    this.#dueAt = performance.now() + 1_000;
  }

  /** A tick where a full sample is fresh enough; a full one where counts moved, or where we leave after it. */
  async #read(client: GuardedClient, facts: SampleFacts): Promise<{ sample: Sample; full: boolean }> {
    const names = {
      database: facts.database,
      role: this.profile.target.role,
      slot: slotName(this.profile.target.streamId),
    };
    const { everyMs } = this.latest;
    const due = performance.now() - this.#fullAt >= FULL_EVERY_MS - everyMs / 2;
    if (this.#sample !== null && !due) {
      const kept = refreshed(this.#sample, await readTick(client, names, facts));
      if (kept !== null) return { sample: kept, full: false };
    }
    return { sample: await readSample(client, names, facts), full: true };
  }

  async #stayOut(): Promise<void> {
    await this.#held.close();
    this.#dueAt = performance.now() + CROWD_PAUSE_MS;
    const nextTryAt = new Date(Date.now() + CROWD_PAUSE_MS).toISOString();
    this.#publish({ ...this.latest, state: "crowded", trouble: CROWDED, nextTryAt, held: false }, false);
  }

  #budget(): Live["budget"] {
    if (this.#sample === null) return null;
    const othersPeak = this.around.othersPeak(this.profile.id);
    return budgetOf(this.#sample, this.profile.target, othersPeak === undefined ? {} : { othersPeak });
  }

  #notice(before: Sample | null, now: Sample): void {
    if (before === null) return;
    if (before.serverStartedAt !== now.serverStartedAt)
      this.around.onMark(this.profile.id, "restart", "The server was restarted.");
    const [was, is] = [before.server.maxConnections, now.server.maxConnections];
    if (was !== is) this.around.onMark(this.profile.id, "limit", `max_connections ${was} → ${is}`);
  }

  #publish(live: Live, isSample: boolean): void {
    const mark = markOf(this.latest.state, live.state);
    const event = this.#voice.say({ ...live, sentAt: new Date().toISOString() }, isSample);
    if (mark !== null)
      this.around.onMark(this.profile.id, mark, live.trouble?.what ?? "The database answers again.");
    this.around.onEvent(event, this.profile, isSample);
  }
}
