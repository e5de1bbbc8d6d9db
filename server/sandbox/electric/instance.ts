import "server-only";
import { poolSplit } from "@/lib/electric/pool";
import { fallbackFor } from "@/lib/log/unlogged";
import { newInstance, type Instance, type Phase } from "@/lib/sandbox/stand-in";
import { sandboxClient } from "../session";
import type { Configuration } from "./configuration";
import { openPool, type Pool } from "./pool";
import { replicationOn, type Replication } from "./replication";
import { replicationSql } from "./sql";
import { backoffMs, deferred, rest, within, wordsOf } from "./waiting";
import { ignoring } from "../../http/log";

/** A connection is good only when it streamed for so long (Electric 1.7.12, connection/manager.ex 156-160). */
const GOOD_AFTER_MS = 5000;
/** Each pool asks something on one of its connections so often, as DBConnection's idle ping does. */
const PING_EVERY_MS = 1000;

export type RunningInstance = {
  state(): Instance;
  /** Resolves when it holds the lock for the first time. */
  locked: Promise<void>;
  /** Closes everything, in Electric's order. */
  stop(): Promise<void>;
};

type Open = { admin: Pool | null; replication: Replication | null; snapshot: Pool | null };

/**
 * Runs one Electric stand-in towards connections: admin pool, replication connection, lock, publication and slot,
 * snapshot pool, stream (Electric 1.7.12, connection/manager.ex). While it starts, only what fails is tried again, after
 * 2, 4, 8, 10, 10 … s, and everything else stays held; once it runs, a failure starts everything anew.
 */
export function runInstance({ login, poolSize, names }: Configuration): RunningInstance {
  const split = poolSplit(poolSize);
  const stopping = new AbortController();
  const locked = deferred<void>();
  const known = newInstance(split);
  const open: Open = { admin: null, replication: null, snapshot: null };
  const sql = replicationSql(names);

  const enter = (phase: Phase) => (known.phase = phase);
  const refused = (error: unknown) => {
    if (known.phase === "active") return;
    known.refused += 1;
    known.error = wordsOf(error);
  };

  /** Tries one step of the start until it works or this life ends. */
  async function insist(life: AbortSignal, step: () => Promise<void>): Promise<void> {
    for (let failures = 1; ; failures += 1) {
      try {
        await step();
        known.refused = 0;
        known.error = null;
        return;
      } catch (error) {
        life.throwIfAborted();
        known.error = wordsOf(error);
      }
      await rest(backoffMs(failures), life);
    }
  }

  async function fill(life: AbortController, which: "admin" | "snapshot"): Promise<void> {
    enter(`${which} pool`);
    await insist(life.signal, async () => {
      const pool = openPool(() => sandboxClient(login), split[which], refused);
      open[which] = pool;
      try {
        await within(life.signal, pool.ready);
      } catch (error) {
        await pool.close();
        throw error;
      }
      void pool.died.then((error) => life.abort(error));
    });
  }

  async function lockAndPrepare(life: AbortController): Promise<void> {
    await insist(life.signal, async () => {
      enter("replication");
      const replication = replicationOn(sandboxClient({ ...login, replication: true }), sql);
      open.replication = replication;
      try {
        await within(life.signal, replication.connect());
        enter("lock");
        await within(life.signal, replication.lock());
        locked.resolve();
        enter("slot");
        await within(life.signal, replication.prepare());
      } catch (error) {
        await closeReplication();
        throw error;
      }
      void replication.ended.then((error) => life.abort(error));
    });
  }

  /** Ends the walsender by the admin pool, because one that waits for a lock does not hear that we left. */
  async function closeReplication(): Promise<void> {
    const pid = open.replication?.pid() ?? null;
    if (pid !== null && open.replication?.connected() === true)
      await open.admin
        ?.query("SELECT pg_terminate_backend($1)", [pid])
        .catch(ignoring("a walsender that is not ended ends with its connection"));
    await open.replication?.close();
  }

  async function closeAll(): Promise<void> {
    await open.snapshot?.close();
    await closeReplication();
    await open.admin?.close();
    open.snapshot = open.replication = open.admin = null;
  }

  /** One life, from nothing to its end; returns for how long it was active. */
  async function live(): Promise<number> {
    const life = new AbortController();
    const stop = () => life.abort(stopping.signal.reason);
    stopping.signal.addEventListener("abort", stop, { once: true });
    let activeSince: number | null = null;
    let pings: NodeJS.Timeout | undefined;
    known.refused = 0;
    try {
      await fill(life, "admin");
      pings = setInterval(() => [open.admin, open.snapshot].forEach((pool) => pool?.ping()), PING_EVERY_MS);
      pings.unref();
      await lockAndPrepare(life);
      await fill(life, "snapshot");
      if (open.replication !== null) await within(life.signal, open.replication.stream());
      enter("active");
      activeSince = performance.now();
      await within(life.signal, new Promise<never>(() => {}));
    } catch (error) {
      known.error = wordsOf(error);
    } finally {
      clearInterval(pings);
      stopping.signal.removeEventListener("abort", stop);
      enter("admin pool");
      await closeAll();
    }
    return activeSince === null ? 0 : performance.now() - activeSince;
  }

  const run = async () => {
    for (let failures = 0; !stopping.signal.aborted; failures += 1) {
      if ((await live()) > GOOD_AFTER_MS) failures = 0;
      // The first failure is fixed at once: Electric is back 0.15 s after its walsender was killed.
      if (failures > 0)
        await rest(backoffMs(failures), stopping.signal).catch(
          fallbackFor(() => stopping.signal.aborted, undefined),
        );
    }
  };
  const done = run();
  return {
    state: () => ({
      ...known,
      held: {
        admin: open.admin?.held() ?? 0,
        snapshot: open.snapshot?.held() ?? 0,
        walsenders: open.replication?.connected() === true ? 1 : 0,
      },
    }),
    locked: locked.promise,
    async stop() {
      stopping.abort(new Error("The stand-in was stopped."));
      await done;
    },
  };
}
