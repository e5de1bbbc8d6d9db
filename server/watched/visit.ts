import "server-only";
import type { Connection, ConnectionFailure, Stage } from "@/lib/snapshot/connection";
import { snapshotSchema, type ElectricSeen, type Snapshot } from "@/lib/snapshot/schema";
import type { Target } from "@/lib/target/schema";
import { failureBehind } from "./closed";
import { openSession } from "./connect";
import { probeElectric } from "./electric";
import { readElectricMetrics } from "./electric-metrics";
import { withAccessRules } from "./access-rules";
import { withDecoding } from "./decoding";
import type { Login } from "./login";
import { look } from "./look";
import type { Seen } from "./look-assemble";

export type VisitOptions = {
  /** Told each stage of getting in, as it ends. */
  onStage?: ((stage: Stage) => void) | undefined;
  /** Told how the session came about, once, before the rest is read; also when there is none. */
  onConnection?: ((connection: Connection) => void) | undefined;
  /** Ends the visit; its reason is thrown. */
  signal?: AbortSignal | undefined;
  /** The visit before this one: since when Electric has not been active. */
  previous?: Snapshot | null | undefined;
};

type Sight = { connection: Connection; seen: Seen | null };

/**
 * Returns the failure of a server that answers like Postgres and tells what no Postgres tells; the part of the answer is
 * kept.
 */
const unreadable = (path: readonly PropertyKey[]): ConnectionFailure => ({
  kind: "protocol",
  stage: "query",
  sqlstate: null,
  said: `its answer about ${path.map(String).join(".")} cannot be read`,
});

async function see(login: Login, target: Target, options: VisitOptions): Promise<Sight> {
  const { onStage, onConnection, signal } = options;
  const opened = await openSession(login, { onStage, signal });
  if ("connection" in opened) {
    onConnection?.(opened.connection);
    return { connection: opened.connection, seen: null };
  }
  const { session } = opened;
  try {
    const seen = await session.client.snapshot((reader) =>
      look(reader, target, (facts) => {
        session.answered(facts);
        onConnection?.(session.connection);
      }),
    );
    const ruled = await withAccessRules(session.client, seen, target);
    return { connection: session.connection, seen: await withDecoding(session.client, ruled, target) };
  } catch (error) {
    signal?.throwIfAborted();
    return { connection: await failureBehind(session, error), seen: null };
  } finally {
    await session.close();
  }
}

/** Asks a running Electric for its health and, where its metrics have an address, for the lag of its slot; null without an address. */
async function askElectric(
  { electricUrl, electricMetricsUrl }: Target,
  previous: VisitOptions["previous"],
  signal: AbortSignal | undefined,
): Promise<ElectricSeen | null> {
  if (electricUrl === null) return null;
  const [seen, metrics] = await Promise.all([
    probeElectric(electricUrl, previous ?? null, { signal }),
    electricMetricsUrl === null ? null : readElectricMetrics(electricMetricsUrl, { signal }),
  ]);
  return { ...seen, slotLagBytes: metrics?.slotLagBytes ?? null };
}

/**
 * Visits a database: one connection, one read-only transaction, three round trips after the login (one of them the COMMIT); a running
 * Electric is asked meanwhile. Whatever the database does is in the Snapshot: a session that did not come about, or broke, is `reached: false` with its failure.
 * @throws the signal's reason when the caller gives up, and nothing else
 */
export async function visit(login: Login, target: Target, options: VisitOptions = {}): Promise<Snapshot> {
  const takenAt = new Date().toISOString();
  const { signal, previous = null } = options;
  const [{ connection, seen }, electric] = await Promise.all([
    see(login, target, options),
    askElectric(target, previous, signal),
  ]);
  const common = { takenAt, connection, electric };
  if (seen === null) return { ...common, reached: false };
  const read = snapshotSchema.safeParse({ ...common, reached: true, ...seen });
  if (read.success) return read.data;
  const failure = unreadable(read.error.issues[0]?.path ?? []);
  return { ...common, connection: { ...connection, failure }, reached: false };
}
