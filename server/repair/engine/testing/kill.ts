import "server-only";
import { spawn } from "node:child_process";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import type { Client } from "pg";
import { expect } from "vitest";
import { settleRuns } from "@/server/repair/runs/settle";
import { db } from "@/server/store/db";
import { runs } from "@/server/store/schema";
import { eventually } from "@/server/testing/eventually";

export type Death = { at: number; when: "before" | "after" } | { afterMs: number } | null;

/** Runs a Headroom that starts a run and dies as told; returns what it printed. */
export async function liveAndDie(databaseId: string, input: object, death: Death): Promise<string> {
  const point = death !== null && "at" in death ? [String(death.at), death.when] : [];
  const run = [
    path.join("scripts", "run.mjs"),
    path.join("server", "repair", "engine", "testing", "kill-child.ts"),
  ];
  const child = spawn(process.execPath, [...run, databaseId, JSON.stringify(input), ...point], {
    env: process.env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  let complained = "";
  child.stdout.on("data", (data: Buffer) => (printed += data.toString()));
  child.stderr.on("data", (data: Buffer) => (complained += data.toString()));
  const timer =
    death !== null && "afterMs" in death ? setTimeout(() => child.kill("SIGKILL"), death.afterMs) : null;
  const { code, signal } = await new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.on("close", (code, signal) => resolve({ code, signal }));
  });
  if (timer !== null) clearTimeout(timer);
  if (code !== 0 && signal !== "SIGKILL") throw new Error(`It ended with ${code ?? signal}: ${complained}`);
  return printed;
}

/** Every session in the database but this one and a standby's. */
const OTHERS = `
  FROM pg_stat_activity a
  WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type IN ('client backend', 'walsender', 'parallel worker')
    AND NOT EXISTS (SELECT FROM pg_replication_slots s WHERE s.slot_type = 'physical' AND s.active_pid = a.pid)`;

/** Ends every other session in the database as an administrator does; a standby goes on. */
export async function endOthers(superuser: Client): Promise<void> {
  await superuser.query(`SELECT pg_terminate_backend(pid) ${OTHERS}`);
}

const LOCKS = `
  SELECT locktype, mode, relation::regclass::text AS relation FROM pg_locks l
  WHERE locktype IN ('relation', 'advisory', 'object') AND pid <> pg_backend_pid()
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.pid = l.pid AND a.backend_type = 'autovacuum worker')`;

/** Waits until the server has noticed who died; `superuser` is the only session that stays. */
export async function expectNobodyLeft(superuser: Client): Promise<void> {
  // A run that changed something is followed by a check of its own, which is no part of it.
  await eventually(() => expect(globalThis.headroomChecks?.size ?? 0).toBe(0));
  await eventually(async () => {
    const { rows } = await superuser.query<{ n: number }>(`SELECT count(*)::int AS n ${OTHERS}`);
    expect(rows[0]?.n).toBe(0);
    expect((await superuser.query(LOCKS)).rows).toEqual([]);
  });
}

/**
 * Does what the next start of Headroom does, and its rounds after it, until the run is over; returns the run's last state,
 * null where no run was taken down. One round may come too early: what the dead had sent to the store is still on its way
 * there, and looks like a sign of life.
 */
export async function settled(
  databaseId: string,
): Promise<{ id: string; state: string; says: string | null } | null> {
  const mine = eq(runs.databaseId, databaseId);
  for (let round = 1; ; round += 1) {
    await db()
      .update(runs)
      .set({ heartbeatAt: sql`now() - interval '1 minute'` })
      .where(mine);
    await settleRuns();
    const rows = await db().select().from(runs).where(mine);
    expect(rows.length).toBeLessThanOrEqual(1);
    const [row] = rows;
    if (row === undefined) return null;
    if (row.finishedAt !== null) return { id: row.id, state: row.state, says: row.says };
    expect(round, `the run is still open, ${row.state}, after so many rounds`).toBeLessThan(600);
    await sleep(200);
  }
}
