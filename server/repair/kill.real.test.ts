import { writeFileSync } from "node:fs";
import type { Client } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { profileInputSchema, type Profile } from "@/lib/databases/profile";
import { system } from "../context";
import { createProfile } from "../profiles/create";
import { askPlan } from "../runs/ask-plan";
import { here } from "../runs/running";
import { startRun } from "../runs/start";
import { db } from "../store/db";
import { runs, user } from "../store/schema";
import { startTestStore, type TestStore } from "../store/testing";
import { withDatabase, type FaultyDatabase } from "../watched/faults/harness";
import { planUndoOn } from "./plan";
import { undoing } from "./recipe";
import { runPlan } from "./run";
import { dumpCatalogue } from "./testing/dump";
import { cutting } from "./testing/cut";
import { expectNobodyLeft, liveAndDie, settled } from "./testing/kill";
import { randomFrom } from "./testing/random";

/** `npm run test:matrix` dies at every statement and some hundred times in all; `npm test` a few times. */
const ALL = process.env.HEADROOM_MATRIX === "all";
const REPORT = process.env.HEADROOM_MATRIX_REPORT;
const random = randomFrom(Number(process.env.HEADROOM_MATRIX_SEED ?? 1));

const ctx = { actor: { kind: "user", id: "a", role: "admin" } } as const;
const READY = { for: { kind: "ready" as const }, choices: { strategy: "owner" as const } };
const SHOP = `
  CREATE ROLE app LOGIN; CREATE ROLE reader LOGIN; GRANT CREATE ON SCHEMA public TO app; SET ROLE app;
  CREATE TABLE items (id serial PRIMARY KEY, v text);
  CREATE TABLE lines (id serial, item int REFERENCES items); GRANT SELECT ON lines TO reader;
  CREATE TABLE parts (id int, region text) PARTITION BY LIST (region);
  CREATE TABLE parts_eu PARTITION OF parts DEFAULT; RESET ROLE;
  CREATE PUBLICATION electric_publication_default WITH (publish = 'insert');`;

let store: TestStore;
beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  vi.stubEnv("HEADROOM_SECRET", "kill test secret, long enough to be one");
  await db().insert(user).values({ id: "a", name: "Ada", email: "a@example.com", role: "admin" });
});
afterEach(async () => {
  await db().delete(runs);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await store.stop();
});

type Tally = Record<string, number>;
const tally: Record<string, Tally> = {};
const note = (how: string, outcome: string) => {
  const of = (tally[how] ??= {});
  of[outcome] = (of[outcome] ?? 0) + 1;
};
afterAll(() => {
  if (REPORT !== undefined) writeFileSync(`${REPORT}.kills.json`, JSON.stringify(tally, null, 1));
});

type Stage = {
  profile: Profile;
  admin: Client;
  input: object;
  before: unknown;
  after: unknown;
  back(): Promise<void>;
};

/** A broken database, what it is before and after its repair, and the way back. */
async function staged(database: FaultyDatabase, work: (stage: Stage) => Promise<void>): Promise<void> {
  const { port, name, admin, login } = database;
  const profile = await createProfile(
    system,
    profileInputSchema.parse({
      name: "Shop",
      host: "127.0.0.1",
      port,
      database: name,
      user: "postgres",
      password: "",
      sslmode: "disable",
      target: { environment: "staging" },
    }),
  );
  const before = await dumpCatalogue(admin);
  const { fingerprint, plan } = await askPlan(ctx, profile.id, READY);
  const back = async () => {
    const planned = await planUndoOn(login, profile.target, plan, "before");
    if ("connection" in planned) throw new Error("no session for the undo");
    const undone = await runPlan({
      login,
      recipe: undoing(profile.target, plan, "before"),
      fingerprint: planned.fingerprint,
      dry: false,
    });
    expect(undone.state, undone.says).toBe("applied");
    expect(await dumpCatalogue(admin)).toEqual(before);
  };
  const input = { ...READY, fingerprint, dry: false };
  const { runId } = await startRun(ctx, profile.id, input);
  await here().runs.get(runId)?.done;
  const after = await dumpCatalogue(admin);
  expect(after).not.toEqual(before);
  await back();
  await db().delete(runs);
  await work({ profile, admin, input, before, after, back });
}

/** The database is wholly before or wholly after, the record says which, and nobody is left. */
async function expectTruth({ profile, admin, before, after, back }: Stage, how: string): Promise<void> {
  await expectNobodyLeft(admin);
  const recorded = await settled(profile.id);
  await expectNobodyLeft(admin);
  const now = await dumpCatalogue(admin);
  const committed = recorded?.state === "applied";
  note(how, recorded === null ? "no run yet" : recorded.state);
  expect(recorded?.state ?? "failed", recorded?.says ?? "").toMatch(/^(applied|failed)$/);
  expect(now).toEqual(committed ? after : before);
  if (committed) await back();
  await db().delete(runs);
}

/** Starts a run here and waits for its end; one that cannot begin says so at once, and then none was taken down. */
async function through(profile: Profile, input: object): Promise<void> {
  const started = await startRun(ctx, profile.id, input).catch(() => null);
  if (started !== null) await here().runs.get(started.runId)?.done;
}

type Point = { at: number; when: "before" | "after" };

/** Points at statements: all of them in both ways, or some. */
function pointsOf(statements: number): Point[] {
  const every = Array.from({ length: statements }, (_nothing, i) => i + 1);
  if (ALL)
    return every.flatMap((at): Point[] => [
      { at, when: "before" },
      { at, when: "after" },
    ]);
  return [0.5, 0.7, 0.85, 0.95, 1].map((part) => ({
    at: Math.max(1, Math.floor(part * statements) - random.below(3)),
    when: random.chance(0.5) ? "before" : "after",
  }));
}

describe("a run that is killed", () => {
  test(
    "with its process, at its statements and at random moments, is wholly there or not at all, and recorded as what it is",
    { timeout: ALL ? 3_600_000 : 120_000 },
    () =>
      withDatabase({ major: 17, sql: SHOP }, (database) =>
        staged(database, async (stage) => {
          const started = performance.now();
          const statements = Number(await liveAndDie(stage.profile.id, stage.input, null));
          const lifetime = performance.now() - started;
          expect(statements).toBeGreaterThan(10);
          await expectTruth(stage, "not killed");
          for (const death of pointsOf(statements)) {
            await liveAndDie(stage.profile.id, stage.input, death);
            await expectTruth(stage, "process, at a statement");
          }
          for (let i = 0; i < (ALL ? 60 : 2); i += 1) {
            await liveAndDie(stage.profile.id, stage.input, {
              afterMs: (0.3 + 0.7 * random.next()) * lifetime,
            });
            await expectTruth(stage, "process, at a random moment");
          }
        }),
      ),
  );

  test(
    "with its connection, at its statements and at random moments, is wholly there or not at all, and recorded as what it is",
    { timeout: ALL ? 3_600_000 : 120_000 },
    () =>
      withDatabase({ major: 17, sql: SHOP }, (database) =>
        staged(database, async (stage) => {
          const { profile, admin, input } = stage;
          const started = performance.now();
          const statements = await cutting(null, () => through(profile, input));
          const lifetime = performance.now() - started;
          await expectTruth(stage, "not killed");
          for (let i = 0; i < (ALL ? 120 : 8); i += 1) {
            const killed = new Promise((resolve) => setTimeout(resolve, random.next() * lifetime)).then(() =>
              admin.query(
                `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
              ),
            );
            await through(profile, input);
            await killed;
            await expectTruth(stage, "connection ended by the server, at a random moment");
          }
          for (const point of pointsOf(statements)) {
            await cutting(point, () => through(profile, input));
            await expectTruth(stage, "connection cut, at a statement");
          }
        }),
      ),
  );
});
