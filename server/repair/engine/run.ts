import "server-only";
import { DatabaseError } from "pg";
import { isFinal, next, TRANSITIONS, type RunEvent, type RunState } from "@/lib/repair/run/machine";
import { BEGINNING, type Compared, type Progress } from "@/lib/repair/run/schema";
import type { Plan, Step } from "@/lib/repair/plan/schema";
import { redactStep } from "@/lib/repair/plan/redact";
import { ignore } from "../../http/log";
import { openSession } from "../../watched/connect";
import { readAside, withAside, type Aside } from "../../watched/aside";
import { plain } from "../../watched/failure";
import type { RunTransaction } from "../../watched/guarded-client";
import { readPlace } from "../../watched/place";
import type { Session } from "../../watched/session";
import { readSurvey, type Survey } from "../../watched/survey";
import {
  areAsBefore,
  begin,
  isNotFree,
  judgeAfter,
  refusalOf,
  runStep,
  takeLocks,
  touchesTables,
  Warnings,
  type Marks,
} from "./attempt";
import { AutovacuumWait } from "./autovacuum";
import { blockersOf } from "./blockers";
import { commit, prepareCommit } from "./commit";
import { RunAborted, type Ended, type RunOptions } from "./ended";
import { failedBy } from "./failed";
import { finish, rehearsedSays } from "./finish";
import { KEEPING_MS, LIMITS, PAUSES } from "./limits";
import { planFrom, type Planned } from "./recipe";
import { pauseFor, within } from "./pause";
import { assertRunnable } from "./runnable";
import { sentences } from "./sentences";
import { settle } from "./settle";
import { TAKE_TURN } from "./sql/transaction";
import { tryRepaired } from "./trial";

class Run {
  #progress = BEGINNING;
  #planned: Planned | null = null;
  #place: Survey["place"];
  #aside: Aside = { decoding: null, accessRules: null };
  #compared: Compared[] = [];
  #locked: number | null = null;
  #lockMs: number | null = null;
  #trialMs: number | null = null;
  #xid: string | null = null;
  readonly #autovacuums = new AutovacuumWait();
  #says = "";
  #commitNote: string | null = null;
  /** The statement of a step that the server refused. */
  #refused: string | null = null;
  #sqlstate: string | null = null;

  constructor(readonly options: RunOptions) {}

  get #state(): RunState {
    return this.#progress.state;
  }

  #tell(change: Partial<Progress>): void {
    this.#progress = { ...this.#progress, ...change };
    this.options.onProgress?.(this.#progress);
  }

  #hear(event: RunEvent, change: Partial<Progress> = {}): void {
    this.#tell({ ...change, state: next(this.#state, event) });
  }

  #check(): void {
    if (this.options.signal?.aborted) throw new RunAborted("cancelled", sentences.cancelled);
  }

  async run(): Promise<Ended> {
    this.#tell({});
    const opened = await openSession(this.options.login, { limits: LIMITS });
    if ("connection" in opened) {
      const { failure } = opened.connection;
      this.#end("error", sentences.noSession(failure?.said ?? "it was refused"), failure?.sqlstate ?? null);
      return this.#ended();
    }
    const { session } = opened;
    try {
      await this.#through(session);
    } catch (error) {
      this.#fail(session, error);
    } finally {
      await session.close();
    }
    if (this.#state === "resolving") await this.#resolve();
    if (this.#state === "finishing") await this.#finish();
    return this.#ended();
  }

  async #through(session: Session): Promise<void> {
    this.#check();
    const { client } = session;
    const [rows] = await client.read([TAKE_TURN]);
    this.#hear("connected");
    if (rows?.[0]?.taken !== true) return this.#end("held by another run", sentences.busy);
    this.#place = await readPlace(client, this.options.login);
    this.#aside = await readAside(client, this.options.recipe.target, this.#place.versionNum);
    const pauses = this.options.pauses ?? PAUSES;
    for (let attempt = 1; ; attempt += 1) {
      session.renew();
      try {
        return await client.run((transaction) => this.#attempt(session, transaction));
      } catch (error) {
        if (!isNotFree(error) || TRANSITIONS[this.#state]["lock not free"] === null) throw error;
        this.#unlocked();
        const blockers = this.#planned === null ? [] : await blockersOf(client, this.#planned.plan);
        this.#autovacuums.choose(blockers, this.#planned?.plan.locks);
        this.#hear("lock not free", { blockers, stepsDone: 0 });
        const pause = pauses[attempt - 1];
        if (pause === undefined)
          return this.#end("tries used up", sentences.blocked(attempt, blockers), error.code ?? null);
        this.#tell({ nextTryAt: new Date(Date.now() + pause).toISOString() });
        await pauseFor(pause, this.options.signal);
        this.#check();
        this.#hear("pause over", { attempt: attempt + 1, nextTryAt: null });
      }
    }
  }

  #read(session: Session, transaction: RunTransaction): Promise<Survey> {
    return readSurvey(
      transaction,
      this.options.recipe.target,
      () => ({ connection: session.connection, electric: null }),
      (facts) => session.answered(facts),
    );
  }

  /** One try, from BEGIN to the commit. @throws what a lock that is not free throws, and whatever ends the run */
  async #attempt(session: Session, transaction: RunTransaction): Promise<void> {
    const marks = await begin(transaction);
    const read = await this.#read(session, transaction);
    const planned = planFrom(
      { ...read, snapshot: withAside(read.snapshot, this.#aside), place: this.#place },
      this.options.recipe,
    );
    this.#planned = planned;
    assertRunnable(planned, this.options);
    this.#hear("same plan");
    const warnings = new Warnings(transaction);
    try {
      await this.#change(transaction, planned.plan, marks);
      if (warnings.said[0] !== undefined) throw new RunAborted("error", sentences.warned(warnings.said[0]));
    } finally {
      warnings.end();
    }
    this.#hear("changed all");
    await this.#commit(transaction, await this.#verify(session, transaction, planned));
  }

  /** Runs the steps of the transaction; the locks are taken before the first one that needs any. */
  async #change(transaction: RunTransaction, plan: Plan, marks: Marks): Promise<void> {
    const steps = plan.steps.filter(({ phase }) => phase !== "after");
    const first = plan.locks.length === 0 ? -1 : steps.findIndex(touchesTables);
    for (const [index, step] of steps.entries()) {
      if (index === first) await this.#lock(transaction, plan, marks);
      await this.#step(transaction, step, plan.versionNum);
    }
    if (this.#state === "locking") this.#hear("locked");
  }

  async #lock(transaction: RunTransaction, plan: Plan, marks: Marks): Promise<void> {
    this.#check();
    try {
      await takeLocks(transaction, plan, this.#autovacuums.tables);
    } catch (error) {
      // A table that was dropped or renamed since it was read.
      if (error instanceof DatabaseError && ["42P01", "3F000"].includes(error.code ?? ""))
        throw new RunAborted("other plan", sentences.changed);
      throw error;
    }
    this.#locked = performance.now();
    if (!(await areAsBefore(transaction, plan, marks))) throw new RunAborted("other plan", sentences.changed);
    this.#hear("locked");
  }

  async #step(transaction: RunTransaction, step: Step, versionNum: number): Promise<void> {
    this.#check();
    this.#refused = null;
    await runStep(transaction, step, versionNum, (place) => {
      // Without what stands for a password: this is kept and shown.
      this.#refused = redactStep(step).statements[place] ?? null;
    });
    this.#tell({ stepsDone: this.#progress.stepsDone + 1 });
  }

  async #verify(session: Session, transaction: RunTransaction, planned: Planned): Promise<Survey> {
    this.#check();
    const read = await this.#read(session, transaction);
    const after = { ...read, snapshot: { ...read.snapshot, accessRules: this.#aside.accessRules } };
    const judged = judgeAfter(planned, after, this.options.recipe, "commit");
    this.#compared = judged.compared;
    const refusal = refusalOf(judged);
    if (refusal !== null) throw new RunAborted("checks did not pass", refusal);
    const tried = await tryRepaired(transaction, planned, after, this.options.recipe, judged.findings);
    this.#compared = [...judged.compared, ...tried.compared];
    this.#trialMs = tried.ms;
    const [against] = tried.against;
    if (against !== undefined)
      throw new RunAborted("checks did not pass", sentences.triedAndFailed(against), against.sqlstate);
    if (this.options.dry)
      throw new RunAborted("checks passed in a dry run", rehearsedSays(planned, this.#progress.stepsDone));
    return after;
  }

  /** Sends the commit once its id is kept; from then on only the database's own word says what became of it. */
  async #commit(transaction: RunTransaction, { snapshot }: Survey): Promise<void> {
    this.#xid = await prepareCommit(transaction, snapshot);
    if (this.#xid === null) throw new RunAborted("error", sentences.other("the transaction has no id"));
    this.#check();
    try {
      await within(KEEPING_MS, this.options.beforeCommit?.(this.#xid, this.#compared));
    } catch (error) {
      ignore(error, "the run ends because its commit could not be noted");
      throw new RunAborted("error", sentences.notStored);
    }
    this.#hear("checks passed");
    const sent = { login: this.options.login, xid: this.#xid, snapshot };
    const committed = await commit(transaction, sent, (note) => (this.#commitNote = note));
    this.#unlocked();
    this.#hear(committed ? "committed" : "rolled back");
  }
  #unlocked(): void {
    if (this.#locked === null) return;
    this.#lockMs = Math.round((performance.now() - this.#locked) * 10) / 10;
    this.#locked = null;
  }

  #fail(session: Session, error: unknown): void {
    this.#unlocked();
    if (error instanceof RunAborted) return this.#end(error.event, error.says, error.sqlstate);
    const { ended } = session;
    const where = { ended, refused: this.#refused, state: this.#state, planned: this.#planned };
    const failed = failedBy(error, where);
    if (failed !== null) return this.#end(failed.event, failed.says, failed.sqlstate);
    if (this.#state === "committing") return this.#hear("connection lost");
    this.#end("connection lost", sentences.lostBefore);
  }

  async #resolve(): Promise<void> {
    const { login, recipe, giveUp } = this.options;
    if (this.#planned === null || this.#xid === null) return;
    const sent = { xid: this.#xid, plan: this.#planned.plan, target: recipe.target };
    const { outcome, says } = await settle(login, sent, { signal: giveUp });
    this.#hear(outcome);
    if (outcome === "rolled back") this.#says = `The answer to the commit was lost. ${says}`;
  }

  async #finish(): Promise<void> {
    const planned = this.#planned;
    if (planned === null) return;
    const finished = await finish(this.options.login, planned, this.options.recipe, {
      compared: this.#compared,
      onStep: () => this.#tell({ stepsDone: this.#progress.stepsDone + 1 }),
    });
    this.#compared = finished.compared;
    const says = [finished.says, this.#commitNote].filter(Boolean).join(" ");
    this.#end(finished.event, says, finished.sqlstate);
  }

  #end(event: RunEvent, says: string, sqlstate: string | null = null): void {
    this.#says = says;
    this.#sqlstate = sqlstate;
    this.#hear(event, { nextTryAt: null });
  }

  #ended(): Ended {
    const state = this.#state;
    if (!isFinal(state)) throw new Error(`A run ended in the state ${state}.`);
    return {
      state,
      says: plain(this.#says) === "" ? sentences.rolledBack : this.#says,
      sqlstate: this.#sqlstate,
      plan: this.#planned?.plan ?? null,
      fingerprint: this.#planned?.fingerprint ?? null,
      compared: this.#compared,
      lockMs: this.#lockMs,
      trialMs: this.#trialMs,
      xid: this.#xid,
    };
  }
}

/**
 * Runs a plan on a database: one transaction that commits only if every promised check passes and nothing that passed now
 * fails, then the steps that Postgres refuses inside one. Always ends in a state of its own, and leaves no session. The
 * same engine for pages and command line. @throws the reason of `giveUp`, only while a lost commit's outcome is asked for
 */
export function runPlan(options: RunOptions): Promise<Ended> {
  return new Run(options).run();
}
