import { writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { db } from "../../store/db";
import { runs, user } from "../../store/schema";
import { startTestStore, type TestStore } from "../../store/testing";
import { cutting } from "./testing/cut";
import { endOthers, liveAndDie } from "./testing/kill";
import { expectTruth, staged, through, type KillCase, type Stage } from "./testing/kill-stage";
import { randomFrom } from "./testing/random";

/** `npm run test:matrix` dies at every statement and some hundred times in all; `npm test` a few times. */
const ALL = process.env.HEADROOM_MATRIX === "all";
const REPORT = process.env.HEADROOM_MATRIX_REPORT;
const random = randomFrom(Number(process.env.HEADROOM_MATRIX_SEED ?? 1));

/** How often it dies: at every statement before and after it is sent, at every statement, or at some. */
type Depth = { points: "both" | "each" | number; process: number; connection: number };
const SAMPLE: (KillCase & Depth)[] = [
  { major: 17, strategy: "owner", slot: "none", points: 5, process: 2, connection: 8 },
  { major: 18, strategy: "member", slot: "made", points: 3, process: 0, connection: 3 },
  { major: 17, strategy: "owner", slot: "dropped", points: 2, process: 0, connection: 2 },
];
const WIDE = { points: "each", process: 10, connection: 30 } as const;
const EVERY: (KillCase & Depth)[] = [
  { major: 17, strategy: "owner", slot: "none", points: "both", process: 60, connection: 120 },
  { major: 17, strategy: "member", slot: "made", ...WIDE },
  { major: 18, strategy: "owner", slot: "made", ...WIDE },
  { major: 17, strategy: "manual", slot: "altered", ...WIDE },
  { major: 17, strategy: "owner", slot: "dropped", ...WIDE },
  { major: 18, strategy: "member", slot: "dropped", ...WIDE },
  { major: 14, strategy: "member", slot: "none", ...WIDE },
  { major: 16, strategy: "manual", slot: "none", ...WIDE },
  { major: 18, strategy: "manual", slot: "none", ...WIDE },
];

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

const tally: Record<string, Record<string, number>> = {};
async function expectTold(stage: Stage, how: string): Promise<void> {
  const outcome = (await expectTruth(stage)) ?? "no run yet";
  if (how === "not killed") expect(outcome).toBe("applied");
  const of = (tally[how] ??= {});
  of[outcome] = (of[outcome] ?? 0) + 1;
}
afterAll(() => {
  if (REPORT !== undefined) writeFileSync(`${REPORT}.kills.json`, JSON.stringify(tally, null, 1));
});

type Point = { at: number; when: "before" | "after" };

/** Points at statements, the later ones more often where there are only some: there the changes are. */
function pointsOf(statements: number, points: Depth["points"]): Point[] {
  const either = (at: number): Point => ({ at, when: random.chance(0.5) ? "before" : "after" });
  const every = Array.from({ length: statements }, (_nothing, i) => i + 1);
  if (points === "each") return every.map(either);
  if (points === "both")
    return every.flatMap((at): Point[] => [
      { at, when: "before" },
      { at, when: "after" },
    ]);
  return Array.from({ length: points }, (_nothing, i) =>
    either(Math.max(1, Math.floor(statements * (0.5 + (0.5 * (i + 1)) / points)) - random.below(3))),
  );
}

const options = ALL ? { timeout: 3_600_000 } : {};

describe.each(ALL ? EVERY : SAMPLE)(
  "a run by $strategy on Postgres $major (its slot: $slot) that is killed",
  ({ points, process, connection, ...of }) => {
    const where = of.slot !== "none" ? " of a run with a step after its commit" : "";

    test(
      "with its process, at its statements and at random moments, is wholly there or not at all, and recorded as what it is",
      options,
      () =>
        staged(of, async (stage) => {
          const started = performance.now();
          const statements = Number(await liveAndDie(stage.database.id, stage.input, null));
          const lifetime = performance.now() - started;
          expect(statements).toBeGreaterThan(10);
          await expectTold(stage, "not killed");
          for (const death of pointsOf(statements, points)) {
            await liveAndDie(stage.database.id, stage.input, death);
            await expectTold(stage, `process, at a statement${where}`);
          }
          for (let i = 0; i < process; i += 1) {
            const afterMs = (0.3 + 0.7 * random.next()) * lifetime;
            await liveAndDie(stage.database.id, stage.input, { afterMs });
            await expectTold(stage, `process, at a random moment${where}`);
          }
        }),
    );

    test(
      "with its connection, at its statements and at random moments, is wholly there or not at all, and recorded as what it is",
      options,
      () =>
        staged(of, async (stage) => {
          const { database, admin, input } = stage;
          const started = performance.now();
          const statements = await cutting(null, () => through(database, input));
          const lifetime = performance.now() - started;
          await expectTold(stage, "not killed");
          for (let i = 0; i < connection; i += 1) {
            const killed = sleep(random.next() * lifetime).then(() => endOthers(admin));
            await through(database, input);
            await killed;
            await expectTold(stage, `connection ended by the server, at a random moment${where}`);
          }
          for (const point of pointsOf(statements, points)) {
            await cutting(point, () => through(database, input));
            await expectTold(stage, `connection cut, at a statement${where}`);
          }
        }),
    );
  },
);
