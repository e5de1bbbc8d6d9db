import "server-only";
import { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { z } from "zod";
import { fallback } from "@/lib/log/unlogged";
import { ignore } from "../http/log";
import { storeUrl } from "./db";
import { newestMigration } from "./versions";

/** The state of the store: ready, or why not. Any client may ask, so nothing else is in it. */
export type Readiness = "ready" | "unreachable" | "no answer" | "read-only" | "not migrated";

/** An answer stands within this, ms: below the 2 s that a probe waits at least. */
const WITHIN_MS = 1_500;
/** An answer is good for this, ms: however many ask, the store has one connection of them. */
const GOOD_FOR_MS = 1_000;

const stateSchema = z.object({ readOnly: z.string(), migrations: z.string().nullable() });

/** One message: whether a transaction may write, and the table of migrations, which an empty store does not have. */
const STATE = `SELECT pg_catalog.current_setting('transaction_read_only') AS "readOnly",
  pg_catalog.to_regclass('drizzle.__drizzle_migrations')::pg_catalog.text AS migrations`;
const NEWEST =
  "SELECT pg_catalog.max(created_at)::pg_catalog.text AS newest FROM drizzle.__drizzle_migrations";

async function stateOf(client: Client): Promise<Readiness> {
  await client.connect();
  const { readOnly, migrations } = stateSchema.parse((await client.query(STATE)).rows[0]);
  if (migrations === null) return "not migrated";
  const { rows } = await client.query<{ newest: string | null }>(NEWEST);
  if (Number(rows[0]?.newest ?? 0) < newestMigration()) return "not migrated";
  return readOnly === "on" ? "read-only" : "ready";
}

/**
 * Asks the store on a connection of its own, which the pool's cannot hold up, and leaves it however it ends. A store that
 * stopped or fell into a black hole costs no more than the deadline.
 */
async function probeStore(url: string): Promise<Readiness> {
  const socket = new Socket();
  const client = new Client({
    connectionString: url,
    application_name: "headroom-ready",
    stream: () => socket,
  });
  client.on("error", fallback(undefined, "the query under way fails with it"));
  const answered = new AbortController();
  const late = sleep<Readiness>(WITHIN_MS, "no answer", answered);
  try {
    const state = stateOf(client).catch((error: unknown): Readiness => {
      ignore(error, "the store is reported as unreachable");
      return "unreachable";
    });
    return await Promise.race([state, late]);
  } finally {
    answered.abort();
    socket.destroy();
  }
}

type Probe = { until: number; answer: Promise<Readiness> };

declare global {
  // Next loads a module once per bundle; one probe is enough for the process.
  var headroomProbe: Probe | undefined;
}

/** Returns what the store is good for, within 1.5 s; those who ask at the same time share one answer. Never rejects. */
export function readiness(url: string = storeUrl()): Promise<Readiness> {
  const known = globalThis.headroomProbe;
  if (known !== undefined && performance.now() < known.until) return known.answer;
  const answer = probeStore(url);
  globalThis.headroomProbe = { until: performance.now() + WITHIN_MS + GOOD_FOR_MS, answer };
  return answer;
}
