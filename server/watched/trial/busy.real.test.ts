import { setImmediate } from "node:timers/promises";
import { type Client, DatabaseError } from "pg";
import { expect, test } from "vitest";
import { TRIAL_STEP_NAMES } from "@/lib/trial/steps";
import { eventually } from "@/server/testing/eventually";
import { withDatabase } from "../faults/harness";
import { loginTo } from "../faults/login-to";
import { leftIn, MEMBER, SOUND } from "../faults/trial";
import { runTrial } from "./trial";

/** The least time for which a deployment lets a statement of its application wait for a lock, ms. */
const APPLICATION_LOCK_TIMEOUT_MS = 2_000;
const WRITERS = 4;

/** Record of a writer's work until it was stopped. */
type Work = { commits: number; failures: DatabaseError[] };

/** Writes in short transactions, without a pause, as long as it is to. */
async function write(session: Client, id: number, isWanted: () => boolean): Promise<Work> {
  const work: Work = { commits: 0, failures: [] };
  await session.query(`SET lock_timeout = ${APPLICATION_LOCK_TIMEOUT_MS}`);
  while (isWanted()) {
    try {
      await session.query(
        `BEGIN; INSERT INTO items VALUES (${id}, 1) ON CONFLICT (id) DO UPDATE SET n = items.n + 1;
         DELETE FROM lines WHERE item = ${id}; INSERT INTO lines (item) VALUES (${id}); COMMIT`,
      );
      work.commits += 1;
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      work.failures.push(error);
      await session.query("ROLLBACK");
    }
    await setImmediate();
  }
  return work;
}

const BUSY = [
  ...SOUND,
  `SET ROLE app; ALTER TABLE items ADD COLUMN n int; CREATE TABLE lines (id serial PRIMARY KEY, item int);
   CREATE TABLE audit (id serial PRIMARY KEY, what text); RESET ROLE`,
];

test.each([
  ["a report that reads all the time", "SELECT count(*) FROM items", null],
  ["a job that has written and stays open", "INSERT INTO audit (what) VALUES ('began')", /transaction id/],
] as const)(
  "beside writers and %s a trial judges every step, and no writer meets its lock limit",
  (_what, statement, untried) =>
    withDatabase({ sql: BUSY }, async (database) => {
      const before = await leftIn(database);
      const long = await database.session("app");
      await long.query(`BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ; ${statement}`);

      let wanted = true;
      const sessions = await Promise.all(Array.from({ length: WRITERS }, () => database.session("app")));
      const works = sessions.map((session, id) => write(session, id, () => wanted));
      const tried = await runTrial(database.login, {
        target: { ...MEMBER, poolSize: 4 },
        own: loginTo(database.port, database.name, "electric"),
        pool: true,
      }).finally(() => {
        wanted = false;
      });
      const done = await Promise.all(works);
      expect(done.flatMap(({ failures }) => failures.map(({ message }) => message))).toEqual([]);
      for (const { commits } of done) expect(commits).toBeGreaterThan(0);

      if ("connection" in tried) throw new Error(JSON.stringify(tried.connection.failure));
      const { outcomes } = tried;
      expect(outcomes.filter(({ result }) => result === "failed")).toEqual([]);
      const slot = outcomes.find(({ step }) => step === "create slot");
      if (untried !== null)
        expect(slot).toMatchObject({ result: "not tried", says: expect.stringMatching(untried) });
      // A slot that could not be made has no stream to start; all else is judged.
      const judged = new Set(outcomes.map(({ step }) => step));
      const unjudged = TRIAL_STEP_NAMES.filter((step) => !judged.has(step));
      expect(unjudged).toEqual(slot?.result === "done" ? [] : ["stream"]);

      await long.query("COMMIT");
      await eventually(async () => expect(await leftIn(database)).toEqual(before));
    }),
);
