import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { db } from "@/server/store/db";
import { runs } from "@/server/store/schema";
import { isFinal } from "@/lib/repair/run/machine";
import type { Blows } from "./blows";
import type { Chance } from "./chance";
import type { RepairWindow } from "./hand-overs";
import { REPLICA_HEADER } from "./proxy";
import { connect, type Watched, type WatchedServer } from "./watched";

const TRIES = 8;
const TRY_AGAIN_MS = 1_500;

const planSchema = z.object({ fingerprint: z.string(), acceptances: z.array(z.object({ id: z.string() })) });
const startedSchema = z.object({ id: z.string() });

/** Repairs that are asked for through the proxy, some of them with a kill of their replica right after they began. */
export class Repairs {
  readonly windows: RepairWindow[] = [];
  /** Ids of the runs that a replica said that it had begun. */
  readonly begun: string[] = [];
  /** Requests that got no good answer, and were made again; `refused` were given up. */
  repeated = 0;
  refused: string[] = [];
  kills = 0;

  constructor(
    private readonly url: string,
    private readonly token: Record<string, string>,
    private readonly blows: Blows,
    private readonly chance: Chance,
  ) {}

  /** Posts until it is answered; a key makes a second time harmless. */
  async #post(
    path: string,
    body: unknown,
    key?: string,
  ): Promise<{ answer: unknown; replica: number } | null> {
    let said = "";
    for (let tries = 0; tries < TRIES; tries += 1, this.repeated += 1) {
      if (tries > 0) await sleep(TRY_AGAIN_MS);
      try {
        const response = await fetch(`${this.url}${path}`, {
          method: "POST",
          headers: {
            ...this.token,
            "content-type": "application/json",
            ...(key === undefined ? {} : { "idempotency-key": key }),
          },
          body: JSON.stringify(body),
        });
        const text = await response.text();
        if (response.ok)
          return { answer: JSON.parse(text), replica: Number(response.headers.get(REPLICA_HEADER)) };
        said = `${response.status} ${text.slice(0, 200)}`;
        if (response.status < 500 && response.status !== 409) break;
      } catch (error) {
        // A connection that broke is like an answer of the proxy's: the client asks again.
        said = error instanceof Error ? error.message : "no answer";
      }
    }
    this.refused.push(`${path}: ${said}`);
    return null;
  }

  async #repair(database: Watched): Promise<void> {
    const window = { server: database.server, from: Date.now(), to: Infinity };
    this.windows.push(window);
    const place = `/api/v1/databases/${database.id}`;
    const wanted = { for: { kind: "ready" } };
    const planned = await this.#post(`${place}/plan`, wanted);
    if (planned !== null) {
      const { fingerprint, acceptances } = planSchema.parse(planned.answer);
      const accepted = acceptances.map(({ id }) => id);
      const body = { ...wanted, fingerprint, dry: false, accepted };
      const started = await this.#post(`${place}/runs`, body, randomUUID());
      if (started !== null) {
        this.begun.push(startedSchema.parse(started.answer).id);
        if (this.chance.next() < 0.5) {
          await sleep(this.chance.between(0, 400));
          this.kills += 1;
          this.blows.strike("kill", started.replica);
        }
      }
    }
    window.to = Date.now() + 3_000;
  }

  /** Repairs one database after the other until a time, ms since 1970. */
  async until(end: number, databases: readonly Watched[]): Promise<void> {
    for (const database of databases) {
      await sleep(this.chance.between(6_000, 14_000));
      if (Date.now() > end) return;
      await this.#repair(database);
    }
  }

  /** Waits until each run has ended, at most so long, ms. */
  async settle(limitMs: number): Promise<void> {
    for (const deadline = Date.now() + limitMs; Date.now() < deadline; await sleep(500))
      if ((await storedRuns()).every(({ finishedAt }) => finishedAt !== null)) return;
  }

  /** Returns the runs by their state, those that were told and are not stored, and each whose database is not as it says. */
  async figures(servers: readonly WatchedServer[], databases: readonly Watched[]) {
    const stored = await storedRuns();
    const states = new Map<string, number>();
    const wrong: string[] = [];
    for (const { id, databaseId, state, finishedAt, says } of stored) {
      states.set(state, (states.get(state) ?? 0) + 1);
      const database = databases.find((each) => each.id === databaseId);
      if (database === undefined) continue;
      const done = await partsDone(database, servers);
      const isApplied = state === "applied" || state === "unfinished";
      if (finishedAt === null || !isFinal(state) || done !== (isApplied ? "all" : "none"))
        wrong.push(`${id} is ${state}, and of its changes ${done} are there: ${says ?? ""}`);
    }
    const known = new Set(stored.map(({ id }) => id));
    return { states, wrong, lost: this.begun.filter((id) => !known.has(id)) };
  }
}

const storedRuns = () =>
  db()
    .select({
      id: runs.id,
      databaseId: runs.databaseId,
      state: runs.state,
      finishedAt: runs.finishedAt,
      says: runs.says,
    })
    .from(runs);

/** Returns how much of a repair a database has: each of its three tables owned by Electric's role, and with REPLICA IDENTITY FULL. */
async function partsDone(
  { server, name }: Watched,
  servers: readonly WatchedServer[],
): Promise<"all" | "none" | "some"> {
  const port = servers.find(({ number }) => number === server)?.port;
  if (port === undefined) throw new Error(`There is no server ${server}.`);
  const client = await connect(port, name);
  const { rows } = await client.query<{ parts: number }>(`
    SELECT (count(*) FILTER (WHERE relowner = 'electric'::regrole)
      + count(*) FILTER (WHERE relreplident = 'f'))::int AS parts
    FROM pg_class WHERE relkind = 'r'`);
  await client.end();
  const parts = rows[0]?.parts ?? 0;
  return parts === 0 ? "none" : parts === 6 ? "all" : "some";
}
