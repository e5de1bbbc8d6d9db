import "server-only";
import { and, gte, isNull, sql } from "drizzle-orm";
import { runs } from "./schema";

/** The time without a heartbeat after which a replica counts as dead, or without its store. */
export const SILENCE = sql`interval '15 seconds'`;

/** The condition that a run is under way: it is open, and a living replica executes it. */
export const isUnderWay = () => and(isNull(runs.finishedAt), gte(runs.heartbeatAt, sql`now() - ${SILENCE}`));
