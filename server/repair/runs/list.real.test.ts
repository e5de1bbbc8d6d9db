import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { aDatabaseInput } from "@/lib/databases/fixture";
import type { Database } from "@/lib/databases/database";
import { aPlan } from "@/lib/repair/plan/example";
import { FINAL_STATES, RUN_STATES, type RunState } from "@/lib/repair/run/machine";
import { system, type Context } from "../../context";
import { NotFound } from "../../errors";
import { addDatabase } from "../../databases/create";
import { db } from "../../store/db";
import { runs, user } from "../../store/schema";
import { startTestStore, type TestStore } from "../../store/testing";
import { listRuns } from "./list";
import { readRun } from "./read";

const member: Context = { actor: { kind: "user", id: "m", role: "member" } };
const REPLICA = "00000000-0000-4000-8000-000000000000";
const progress = { state: "applied", stepsDone: 5, attempt: 1, nextTryAt: null, blockers: [] } as const;

let store: TestStore;
let database: Database;
beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  await db().insert(user).values({ id: "m", name: "Mary", email: "mary@example.com", role: "member" });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await store.stop();
});
beforeEach(async () => {
  await db().delete(runs);
  database = await addDatabase(system, aDatabaseInput);
});

type Kept = Partial<typeof runs.$inferInsert> & { state?: RunState };

/** Keeps a run that began so many seconds after the first, and returns its id. */
async function kept(second: number, more: Kept = {}): Promise<string> {
  const startedAt = new Date(Date.UTC(2026, 10, 23, 3, 0, second));
  const state = more.state ?? "applied";
  const over = (FINAL_STATES as readonly string[]).includes(state);
  const [row] = await db()
    .insert(runs)
    .values({
      databaseId: database.id,
      profileName: database.name,
      plan: aPlan,
      fingerprint: "f",
      dry: false,
      target: database.target,
      strategyBefore: database.target.strategy,
      progress: { ...progress, state, blockers: [] },
      startedAt,
      finishedAt: over ? new Date(startedAt.getTime() + 900) : null,
      userName: "Ada",
      fromAddress: "203.0.113.7",
      lockMs: 12.5,
      says: "Done.",
      replica: REPLICA,
      ...more,
      state,
    })
    .returning({ id: runs.id });
  if (row === undefined) throw new Error("The run was not kept.");
  return row.id;
}

const idsOf = async (asked = {}) => (await listRuns(member, database.id, asked)).lines.map(({ id }) => id);

test("a line says who, from where, when, what for, how it ended and what to do with it, and no plan", async () => {
  const id = await kept(0);
  const { lines, older } = await listRuns(member, database.id);
  expect(lines).toEqual([
    {
      id,
      state: "applied",
      dry: false,
      for: { kind: "ready" },
      strategy: "owner",
      by: "Ada",
      from: "203.0.113.7",
      startedAt: "2026-11-23T03:00:00.000Z",
      finishedAt: "2026-11-23T03:00:00.900Z",
      lockMs: 12.5,
      says: "Done.",
      undoes: null,
      undoneBy: null,
      undoable: true,
    },
  ]);
  expect(older).toBeNull();
});

test("pages meet without a gap and without a double, also where many began at the same moment", async () => {
  const ids: string[] = [];
  for (let at = 0; at < 120; at += 1) ids.push(await kept(Math.floor(at / 40)));
  const seen: string[] = [];
  let before: string | null = null;
  const sizes: number[] = [];
  do {
    const page = await listRuns(member, database.id, { before });
    seen.push(...page.lines.map(({ id }) => id));
    sizes.push(page.lines.length);
    before = page.older;
  } while (before !== null);
  expect(sizes).toEqual([50, 50, 20]);
  expect([...seen].sort()).toEqual([...ids].sort());
  expect(new Set(ids.slice(80))).toEqual(new Set(seen.slice(0, 40)));
});

test("a page that begins after a run of another database is empty, and tells nothing of when that one began", async () => {
  await kept(0);
  const other = await addDatabase(system, { ...aDatabaseInput, name: "other" });
  const foreign = await kept(5, { databaseId: other.id, profileName: other.name });
  expect(await listRuns(member, database.id, { before: foreign })).toEqual({ lines: [], older: null });
});

test("a list and a run that is read whole agree on what can be undone, in every state", async () => {
  const undo = { ...aPlan, for: { kind: "undo" as const, run: REPLICA } };
  const hopeless = {
    ...aPlan,
    steps: aPlan.steps.map((step) => ({ ...step, undo: step.undo.map(() => null) })),
  };
  for (const state of RUN_STATES) {
    await db().delete(runs);
    await kept(0, { state });
    const [line] = (await listRuns(member, database.id)).lines;
    const run = await readRun(member, database.id, line?.id);
    expect(line?.undoable, state).toBe(run.undoable);
    expect(line?.state).toBe(run.state);
  }
  for (const more of [
    { dry: true, state: "rehearsed" },
    { plan: undo },
    { plan: hopeless },
  ] satisfies Kept[]) {
    await db().delete(runs);
    const id = await kept(0, more);
    const [line] = (await listRuns(member, database.id)).lines;
    expect(line?.undoable).toBe(false);
    expect((await readRun(member, database.id, id)).undoable).toBe(false);
  }
});

test("a run that was undone names the run that did it, and a rehearsal of the undo does not count", async () => {
  const ran = await kept(0);
  const plan = { ...aPlan, for: { kind: "undo" as const, run: ran } };
  await kept(1, { plan, undoes: ran, dry: true, state: "rehearsed" });
  await kept(2, { plan, undoes: ran, state: "refused" });
  const line = async () => (await listRuns(member, database.id)).lines.find(({ id }) => id === ran);
  expect(await line()).toMatchObject({ undoneBy: null, undoable: true });
  const undoer = await kept(3, { plan, undoes: ran });
  expect(await line()).toMatchObject({ undoneBy: undoer, undoable: false });
});

test("a list is narrowed to a state and to what the runs were for", async () => {
  const cleaned = await kept(0, { plan: { ...aPlan, for: { kind: "clean-up" } } });
  const refused = await kept(1, { state: "refused" });
  const waiting = await kept(2, { state: "waiting" });
  expect(await idsOf()).toEqual([waiting, refused, cleaned]);
  expect(await idsOf({ state: "under way" })).toEqual([waiting]);
  expect(await idsOf({ state: "refused" })).toEqual([refused]);
  expect(await idsOf({ kind: "clean-up" })).toEqual([cleaned]);
  expect(await idsOf({ kind: "clean-up", state: "refused" })).toEqual([]);
});

test("the runs of another database are not among them, and what is no database has none", async () => {
  await kept(0);
  const other = await addDatabase(system, { ...aDatabaseInput, name: "Other" });
  expect((await listRuns(member, other.id)).lines).toEqual([]);
  await expect(listRuns(member, REPLICA)).rejects.toThrow(NotFound);
  await expect(listRuns(member, "orders")).rejects.toThrow(NotFound);
});
