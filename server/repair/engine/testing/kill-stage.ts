import "server-only";
import type { Client } from "pg";
import { expect } from "vitest";
import { databaseInputSchema, type Database } from "@/lib/databases/database";
import type { Strategy } from "@/lib/target/schema";
import type { Major } from "@/server/embedded/binaries";
import { addDatabase } from "@/server/databases/create";
import { askPlan } from "@/server/repair/runs/ask-plan";
import { localRuns } from "@/server/local-runs";
import { startRun } from "@/server/repair/runs/start";
import { takeUpRun } from "@/server/repair/runs/take-up";
import { db } from "@/server/store/db";
import { runs } from "@/server/store/schema";
import { system } from "../../../context";
import { withDatabase, type FaultyDatabase } from "../../../watched/faults/harness";
import { streamAsStandby } from "../../../watched/faults/replication";
import { planUndoOn } from "../plan";
import { undoing } from "../recipe";
import { runPlan } from "../run";
import { dumpCatalogue } from "./dump";
import { expectNobodyLeft, settled } from "./kill";

const ctx = { actor: { kind: "user", id: "a", role: "admin" } } as const;

const SHOP = `
  CREATE ROLE app LOGIN; CREATE ROLE reader LOGIN; GRANT CREATE ON SCHEMA public TO app; SET ROLE app;
  CREATE TABLE items (id serial PRIMARY KEY, v text);
  CREATE TABLE lines (id serial, item int REFERENCES items); GRANT SELECT ON lines TO reader;
  CREATE TABLE parts (id int, region text) PARTITION BY LIST (region);
  CREATE TABLE parts_eu PARTITION OF parts DEFAULT; RESET ROLE;
  CREATE PUBLICATION electric_publication_default WITH (publish = 'insert');`;

export type KillCase = {
  major: Major;
  strategy: Strategy;
  /** Act after the commit, where a standby streams: makes the failover slot, turns one into it, or drops it. */
  slot: "none" | "made" | "altered" | "dropped";
};

/** Electric's slot, as it names it where nothing else is set. */
const SLOT = "electric_slot_default";

type Catalogue = Awaited<ReturnType<typeof dumpCatalogue>>;

/** A broken database, what it is before and after its repair, and the way back. */
export type Stage = {
  database: Database;
  admin: Client;
  input: object;
  before: Catalogue;
  after: Catalogue;
  back(): Promise<void>;
};

/** Starts a run here and waits for its end; one that cannot begin says so at once, and then none was taken down. */
export async function through(database: Database, input: object): Promise<void> {
  const started = await startRun(ctx, database.id, input).catch(() => null);
  if (started !== null) await localRuns().runs.get(started.runId)?.done;
}

/** Returns what an undo leaves: all of it, but for a slot that the run dropped, whose position no new slot has. */
const undone = (before: Catalogue, slot: KillCase["slot"]): Catalogue =>
  slot === "dropped"
    ? {
        ...before,
        slots: Object.fromEntries(Object.entries(before.slots ?? {}).filter(([name]) => name !== SLOT)),
      }
    : before;

async function stageOf(
  { port, name, admin, login }: FaultyDatabase,
  { strategy, slot }: KillCase,
): Promise<Stage> {
  const database = await addDatabase(
    system,
    databaseInputSchema.parse({
      name: "Shop",
      host: "127.0.0.1",
      port,
      database: name,
      user: "postgres",
      password: "",
      sslmode: "disable",
      target: { environment: "staging", strategy },
    }),
  );
  const choices = { strategy };
  if (slot === "altered")
    await admin.query("SELECT pg_create_logical_replication_slot($1, 'pgoutput')", [SLOT]);
  if (slot === "dropped") {
    const ready = { for: { kind: "ready" as const }, choices };
    const { fingerprint } = await askPlan(ctx, database.id, ready);
    await through(database, { ...ready, fingerprint, dry: false });
    await db().delete(runs);
  }
  const asked = { for: { kind: slot === "dropped" ? ("clean-up" as const) : ("ready" as const) }, choices };
  const before = await dumpCatalogue(admin);
  expect(Object.keys(before.slots ?? {}).includes(SLOT)).toBe(slot === "altered" || slot === "dropped");
  const { fingerprint, plan } = await askPlan(ctx, database.id, asked);
  expect(plan.steps.some(({ phase }) => phase === "after")).toBe(slot !== "none");
  const back = async () => {
    const planned = await planUndoOn(login, database.target, plan, "before");
    if ("connection" in planned) throw new Error("no session for the undo");
    const ended = await runPlan({
      login,
      recipe: undoing(database.target, plan, "before"),
      fingerprint: planned.fingerprint,
      dry: false,
    });
    expect(ended.state, ended.says).toBe("applied");
    expect(await dumpCatalogue(admin)).toEqual(undone(before, slot));
    if (slot !== "dropped") return;
    await admin.query("SELECT pg_create_logical_replication_slot($1, 'pgoutput', failover => true)", [SLOT]);
    expect(await dumpCatalogue(admin)).toEqual(before);
  };
  const input = { ...asked, fingerprint, dry: false };
  await through(database, input);
  const after = await dumpCatalogue(admin);
  expect(after).not.toEqual(before);
  expect(Object.keys(after.slots ?? {}).includes(SLOT)).toBe(slot === "made" || slot === "altered");
  await back();
  await db().delete(runs);
  return { database, admin, input, before, after, back };
}

/** Sets a stage up on a server of its own and works on it. */
export const staged = (of: KillCase, work: (stage: Stage) => Promise<void>): Promise<void> =>
  withDatabase({ major: of.major, sql: SHOP }, async (database) => {
    const standby = of.slot !== "none";
    const reader = { port: database.port, database: database.name, role: "postgres", slot: "standby" };
    const streaming = standby ? await streamAsStandby(database.admin, reader) : null;
    try {
      await work(await stageOf(database, of));
    } finally {
      await streaming?.stop();
      if (standby) await database.admin.query("SELECT pg_drop_replication_slot('standby')");
      await database.admin.query(
        "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE database = current_database()",
      );
    }
  });

/**
 * Expects the database to be wholly before or wholly after, the record to say which, and no session to be left; what is left
 * of a run after its commit is done by taking it up. Returns the recorded state, null where the run never began.
 */
export async function expectTruth({ database, admin, before, after, back }: Stage): Promise<string | null> {
  await expectNobodyLeft(admin);
  const recorded = await settled(database.id);
  await expectNobodyLeft(admin);
  const state = recorded?.state ?? null;
  expect(state ?? "failed", recorded?.says ?? "").toMatch(/^(applied|unfinished|failed)$/);
  if (state === "unfinished" && recorded !== null) {
    await takeUpRun(ctx, database.id, recorded.id);
    await localRuns().runs.get(recorded.id)?.done;
    const { state: then, says } = (await settled(database.id)) ?? {};
    expect(then, says ?? "").toBe("applied");
    await expectNobodyLeft(admin);
  }
  const committed = state === "applied" || state === "unfinished";
  expect(await dumpCatalogue(admin)).toEqual(committed ? after : before);
  if (committed) await back();
  await db().delete(runs);
  return state;
}
