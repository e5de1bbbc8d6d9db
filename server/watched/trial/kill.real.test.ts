import { spawn } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";
import { cutting } from "@/server/repair/engine/testing/cut";
import { expectNobodyLeft } from "@/server/repair/engine/testing/kill";
import { withDatabase, type FaultyDatabase } from "../faults/harness";
import { loginTo } from "../faults/login-to";
import { leftIn, MEMBER, SOUND } from "../faults/trial";
import { runTrial } from "./trial";

/** `npm run test:matrix` dies at every statement of a trial; `npm test` once in each step of the half with Electric's own login. */
const ALL = process.env.HEADROOM_MATRIX === "all";
const options = ALL ? { timeout: 3_600_000 } : {};

const PROGRAM = [
  path.join("scripts", "run.mjs"),
  path.join("server", "watched", "testing", "trial-child.ts"),
];

/** Runs a Headroom that makes one trial and dies in its n-th message; returns the messages, null where it died. */
async function tryAndDie({ port, name }: FaultyDatabase, at?: number): Promise<string[] | null> {
  const address = JSON.stringify({ port, database: name });
  const words = [...PROGRAM, address, ...(at === undefined ? [] : [String(at)])];
  const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"] });
  let printed = "";
  child.stdout.on("data", (data: Buffer) => (printed += data.toString()));
  const signal = await new Promise((resolve) => child.on("close", (_code, ended) => resolve(ended)));
  return signal === "SIGKILL" ? null : JSON.parse(printed);
}

/** One message of each step: the one after which most of it is there. The last sessions are those of the pool. */
const STEPS: Record<string, RegExp> = {
  "log in": /^SET lock_timeout/,
  "identify system": /^IDENTIFY_SYSTEM/,
  "take lock": /pg_advisory_lock/,
  "create slot": /^CREATE_REPLICATION_SLOT/,
  stream: /^START_REPLICATION/,
  "own publication": /^CREATE PUBLICATION/,
  "own tables": /^ALTER TABLE .* REPLICA IDENTITY FULL$/,
  "read table": /^SELECT \* FROM/,
  "open pool": /^connect$/,
};

/** Returns the places at which to die, counted from 1: of each step its last message. */
const pointsIn = (messages: readonly string[]): number[] =>
  ALL
    ? messages.map((_message, at) => at + 1)
    : Object.entries(STEPS).map(([step, pattern]) => {
        const at = messages.findLastIndex((message) => pattern.test(message));
        expect(at, step).toBeGreaterThanOrEqual(0);
        return at + 1;
      });

const trialOn = ({ login, port, name }: FaultyDatabase) =>
  runTrial(login, {
    target: { ...MEMBER, poolSize: 4 },
    own: loginTo(port, name, "electric"),
    pool: true,
  });

test(
  "a trial whose process is killed in any of its steps leaves no object, slot, role, lock or session",
  options,
  () =>
    withDatabase({ sql: SOUND }, async (database) => {
      const before = await leftIn(database);
      const messages = await tryAndDie(database);
      if (messages === null) throw new Error("It died unasked.");
      for (const at of pointsIn(messages)) {
        expect(await tryAndDie(database, at), messages[at - 1]).toBeNull();
        await expectNobodyLeft(database.admin);
        expect(await leftIn(database), messages[at - 1]).toEqual(before);
      }
    }),
);

test(
  "a trial whose connection is cut at any of its statements says what it knows, and leaves nothing",
  options,
  () =>
    withDatabase({ sql: SOUND }, async (database) => {
      const before = await leftIn(database);
      const statements = await cutting(null, async () => void (await trialOn(database)));
      expect(statements).toBeGreaterThan(30);
      // A stride that is no divisor of what repeats: guards, limits and the tables.
      for (let at = ALL ? 1 : statements % 7; at <= statements; at += ALL ? 1 : 7)
        for (const when of ["before", "after"] as const) {
          await cutting({ at, when }, async () => {
            const tried = await trialOn(database);
            const isTold =
              "connection" in tried ? tried.connection.failure !== null : tried.outcomes.length > 0;
            expect(isTold, `${when} ${at}`).toBe(true);
          });
          await expectNobodyLeft(database.admin);
          expect(await leftIn(database), `${when} ${at}`).toEqual(before);
        }
    }),
);
