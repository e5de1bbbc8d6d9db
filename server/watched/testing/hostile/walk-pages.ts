import { eq, sql } from "drizzle-orm";
import { databaseInputSchema, type Database } from "@/lib/databases/database";
import type { LiveState } from "@/lib/live/schema";
import { slotName } from "@/lib/electric/names";
import { quoteLiteral } from "@/lib/postgres/identifier";
import { isFinal, type RunState } from "@/lib/repair/run/machine";
import type { PlanAsked } from "@/lib/repair/run/input";
import type { Run } from "@/lib/repair/run/schema";
import type { Signalled } from "@/lib/sample/backend";
import { STRATEGIES } from "@/lib/target/schema";
import { listBackends } from "@/server/connections/list";
import { signalBackend } from "@/server/connections/signal";
import { system, type Context } from "@/server/context";
import { monitor } from "@/server/monitor/monitor";
import { addDatabase } from "@/server/databases/create";
import { removeDatabase } from "@/server/databases/remove";
import { askPlan } from "@/server/repair/runs/ask-plan";
import { readRun } from "@/server/repair/runs/read";
import { settleRuns } from "@/server/repair/runs/settle";
import { startRun } from "@/server/repair/runs/start";
import { db } from "@/server/store/db";
import { runs } from "@/server/store/schema";
import { checkDatabase } from "@/server/visits/check";
import { AUTHOR } from "./detector";
import type { HostileServer } from "./server";
import { until } from "./until";

/** Database, login and names of one walk; Electric's role and slot belong to the whole server. */
export type Place = { server: HostileServer; database: string; login: string; by: Context };

export type PagesWalked = {
  check: "reached" | "not reached";
  live: LiveState;
  sessions: number;
  signal: Signalled["outcome"];
  plans: Record<string, string[]>;
  runs: Record<"dry run" | "apply" | "undo" | "apply again" | "clean-up", RunState>;
  blockers: number;
  settled: RunState[];
};

/** Everything that pages do with one database, from its first check to the end of Electric there. */
class PagesWalk {
  constructor(
    private readonly place: Place,
    private readonly database: Database,
  ) {}

  get #by(): Context {
    return this.place.by;
  }

  async check(): Promise<PagesWalked["check"]> {
    let reached = false;
    for await (const event of await checkDatabase(this.#by, this.database.id))
      if (event.type === "findings")
        reached ||= event.findings.some(
          ({ id, status }) => id === "tables.ownership" && status !== "unknown",
        );
    return reached ? "reached" : "not reached";
  }

  /** Watches until a full sample and two ticks have come. */
  async live(): Promise<LiveState> {
    const samples = new Set<string>();
    let state: LiveState = "starting";
    const stop = monitor().watch(this.database.id, ({ live }) => {
      state = live.state;
      if (live.sampledAt !== null) samples.add(live.sampledAt);
    });
    await until(
      () => samples.size > 2,
      () => `${this.place.database} is ${state} after ${samples.size} samples`,
    );
    stop();
    return state;
  }

  /** Lists the author's session and ends it. */
  async sessions(): Promise<Pick<PagesWalked, "sessions" | "signal">> {
    const victim = await this.place.server.open(AUTHOR, this.place.database);
    await victim.query("SET application_name = 'victim'; BEGIN; SELECT 1");
    const group = {
      role: AUTHOR,
      database: this.place.database,
      applicationName: "victim",
      address: "127.0.0.1",
    };
    const state = "idle in transaction";
    const listed = await listBackends(this.#by, this.database.id, { ...group, state });
    const input = { action: "terminate", seen: listed[0] };
    const { outcome } = await signalBackend(this.#by, this.database.id, input);
    await victim.end();
    return { sessions: listed.length, signal: outcome };
  }

  /** Returns what each strategy lacks. */
  async plans(): Promise<Record<string, string[]>> {
    const plans: Record<string, string[]> = {};
    for (const strategy of STRATEGIES) {
      const { plan } = await this.#plan({ for: { kind: "ready" }, choices: { strategy } });
      plans[strategy] = plan.missing.map(({ what }) => what);
    }
    return plans;
  }

  #plan(asked: PlanAsked) {
    return askPlan(this.#by, this.database.id, asked);
  }

  /** Starts a run and returns it when it is over; `meanwhile` is told of it as it goes. */
  async run(
    asked: PlanAsked,
    dry: boolean,
    meanwhile: (run: Run) => Promise<void> = async () => {},
  ): Promise<Run> {
    const { fingerprint } = await this.#plan(asked);
    const { runId } = await startRun(this.#by, this.database.id, {
      ...asked,
      fingerprint,
      dry,
      accepted: ["foreign-code"],
    });
    let run = await readRun(this.#by, this.database.id, runId);
    await until(
      async () => {
        run = await readRun(this.#by, this.database.id, runId);
        await meanwhile(run);
        return isFinal(run.state) && run.finishedAt !== null;
      },
      () => `the run is ${run.state}`,
    );
    return run;
  }

  /** Applies while the author holds a lock that is in the way, until the run has named it. */
  async applyBehindLock(asked: PlanAsked): Promise<{ run: Run; blockers: number }> {
    const holder = await this.place.server.open(AUTHOR, this.place.database);
    await holder.query("BEGIN; LOCK TABLE public.items IN ROW EXCLUSIVE MODE");
    let blockers = 0;
    const run = await this.run(asked, false, async (now) => {
      if (blockers > 0 || now.blockers.length === 0) return;
      blockers = now.blockers.length;
      await holder.query("COMMIT");
    });
    await holder.end();
    return { run, blockers };
  }

  /** Has a run settled as one whose answer was lost: by its transaction, and by what stands where that is forgotten. */
  async settle({ id }: Run): Promise<RunState[]> {
    const states: RunState[] = [];
    // The transaction of an ordinary run is known; the third of a server is older than what it keeps (docs, 9.26.8).
    for (const change of [{}, { xid: "3" }]) {
      const lost = {
        finishedAt: null,
        state: "committing" as const,
        heartbeatAt: sql`now() - interval '1 hour'`,
      };
      await db()
        .update(runs)
        .set({ ...lost, ...change })
        .where(eq(runs.id, id));
      let run = await readRun(this.#by, this.database.id, id);
      await until(
        async () => {
          await settleRuns();
          run = await readRun(this.#by, this.database.id, id);
          return run.finishedAt !== null;
        },
        () => `the run is still ${run.state}`,
      );
      states.push(run.state);
    }
    return states;
  }

  /** Makes Electric's slot, so that a clean-up has something to do after its commit. */
  async makeSlot(): Promise<void> {
    const superuser = await this.place.server.open("postgres", this.place.database);
    const slot = quoteLiteral(slotName(this.database.target.streamId));
    await superuser.query(`SELECT pg_create_logical_replication_slot(${slot}, 'pgoutput')`);
    await superuser.end();
  }
}

/** Adds the database of a walk, and removes it when the walk is over. */
async function walking<Result>(place: Place, work: (walk: PagesWalk) => Promise<Result>): Promise<Result> {
  const { server, database, login } = place;
  const target = { role: `electric_${database}`, streamId: database, environment: "staging" };
  const address = {
    host: "127.0.0.1",
    port: server.port,
    database,
    user: login,
    password: "",
    sslmode: "disable",
  };
  const registered = await addDatabase(
    system,
    databaseInputSchema.parse({ name: database, ...address, target }),
  );
  try {
    return await work(new PagesWalk(place, registered));
  } finally {
    // A run that changed something is followed by a check of its own.
    await until(
      () => globalThis.headroomChecks?.has(registered.id) !== true,
      () => `${database} is still being checked`,
    );
    await removeDatabase(system, registered.id);
  }
}

const READY: PlanAsked = { for: { kind: "ready" }, choices: { strategy: "owner" } };

/** Walks through everything that pages do with a database, and returns what came of each. */
export const walkPages = (place: Place): Promise<PagesWalked> =>
  walking(place, async (walk) => {
    const check = await walk.check();
    const live = await walk.live();
    const sessions = await walk.sessions();
    const plans = await walk.plans();
    const dry = await walk.run(READY, true);
    const { run, blockers } = await walk.applyBehindLock(READY);
    const settled = await walk.settle(run);
    const undo = await walk.run({ for: { kind: "undo", run: run.id } }, false);
    const again = await walk.run(READY, false);
    await walk.makeSlot();
    const cleaned = await walk.run({ for: { kind: "clean-up" } }, false);
    const states = {
      "dry run": dry.state,
      apply: run.state,
      undo: undo.state,
      "apply again": again.state,
      "clean-up": cleaned.state,
    };
    return { check, live, ...sessions, plans, runs: states, blockers, settled };
  });

/** Walks through what pages read of a database, and returns what each strategy lacks there. */
export const readPages = (place: Place): Promise<Pick<PagesWalked, "check" | "live" | "plans">> =>
  walking(place, async (walk) => ({
    check: await walk.check(),
    live: await walk.live(),
    plans: await walk.plans(),
  }));
