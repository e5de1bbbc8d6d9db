import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { freePort } from "./embedded/cluster";
import { checkKey } from "./secrets/check-key";
import { forgetKeys, ring, useSecrets } from "./secrets/keys";
import { rekeyStore } from "./secrets/rekey";
import { readSecrets, storeSecrets, theSecrets, type Secrets } from "./secrets/testing/secrets";
import { db } from "./store/db";
import { startTestStore, type TestStore } from "./store/testing";
import { newestMigration } from "./store/versions";

const RIGHT = "a secret of this headroom, the right one";
const WRONG = "a secret of this headroom, a wrong one";

let folder: string;
let store: TestStore;
let secrets: Secrets;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "headroom-boot-"));
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  vi.stubEnv("HEADROOM_SECRET", RIGHT);
  useSecrets(RIGHT);
  await checkKey();
  secrets = await storeSecrets(3);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  forgetKeys();
  await store.stop();
  rmSync(folder, { recursive: true });
});

/** Starts a server as a program of its own; one that is ready is ended. Returns its exit code and all that it wrote. */
async function start(env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [path.resolve("scripts/run.mjs"), "server/testing/start.ts"], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "test",
      DATABASE_URL: store.url,
      HEADROOM_DATA: path.join(folder, "data"),
      PORT: String(await freePort()),
      ...env,
    },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (text.includes("Headroom is ready")) child.kill("SIGTERM");
    });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  expect(said).not.toMatch(/a secret of this headroom|\n\s+at /);
  return { code, said };
}

/** Returns all rows of the store but the queue's, as text: what a refused start must leave as it is. */
async function everything(): Promise<unknown> {
  const { rows } = await db().execute<{ name: string }>(
    sql`SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'drizzle') ORDER BY 1`,
  );
  const all: Record<string, unknown> = {};
  for (const { name } of rows)
    all[name] = (
      await db().execute(
        sql.raw(`SELECT md5(string_agg(one::text, '' ORDER BY one::text)) FROM ${name} AS one`),
      )
    ).rows;
  return all;
}

async function refused(env: Record<string, string>, says: RegExp): Promise<void> {
  const before = await everything();
  const { code, said } = await start(env);
  expect(said).toMatch(says);
  expect(code).toBe(1);
  expect(await everything()).toEqual(before);
}

test("a right key starts, and a wrong one is refused with what to do", async () => {
  expect(await start({ HEADROOM_SECRET: RIGHT })).toMatchObject({
    code: 0,
    said: expect.stringContaining("Headroom is ready"),
  });
  await refused(
    { HEADROOM_SECRET: WRONG },
    /encrypted with another key than the one in use. Start with the HEADROOM_SECRET/,
  );
  expect(await readSecrets(secrets)).toEqual(theSecrets(secrets));
});

test("a lost key is refused, and no new one is made in its place", async () => {
  await refused({}, /their key is missing: HEADROOM_SECRET is not set, and there is no file .*secret/);
  expect(existsSync(path.join(folder, "data")) ? readdirSync(path.join(folder, "data")) : []).not.toContain(
    "secret",
  );
});

test("a change of the key that was broken off is refused to each key alone, and both together start", async () => {
  useSecrets(WRONG, RIGHT);
  const stop = new Error("broken off");
  await expect(
    rekeyStore(ring(), () => {
      throw stop;
    }),
  ).rejects.toBe(stop);
  for (const secret of [RIGHT, WRONG])
    await refused(
      { HEADROOM_SECRET: secret },
      /change of the key is not finished.*HEADROOM_SECRET_PREVIOUS.*headroom rekey/,
    );
  expect(await start({ HEADROOM_SECRET: WRONG, HEADROOM_SECRET_PREVIOUS: RIGHT })).toMatchObject({ code: 0 });
});

test("secrets without the proof of their key are refused under another key", async () => {
  await db().execute(sql`DELETE FROM key_checks`);
  await refused({ HEADROOM_SECRET: WRONG }, /proof of its key .* is missing: a backup was restored in part/);
  expect(await start({ HEADROOM_SECRET: RIGHT })).toMatchObject({ code: 0 });
});

test.each([
  [
    "lacks a table",
    "DROP TABLE credentials",
    /not whole: it lacks table credentials\. A backup was restored in part/,
  ],
  ["lacks a column", "ALTER TABLE channels DROP COLUMN secrets", /it lacks column channels\.secrets/],
  [
    "lacks the record of its migrations",
    "DROP SCHEMA drizzle CASCADE",
    /not whole: a table is there whose migration is not recorded/,
  ],
])("a store that %s is refused", async (_what, statement, says) => {
  await db().execute(sql.raw(statement));
  const before = await db().execute(sql`SELECT count(*)::int AS count FROM profiles`);
  const { code, said } = await start({ HEADROOM_SECRET: RIGHT });
  expect(said).toMatch(says);
  expect(code).toBe(1);
  expect((await db().execute(sql`SELECT count(*)::int AS count FROM profiles`)).rows).toEqual(before.rows);
});

test("a store of a newer version is refused with that version's name", async () => {
  const newer = newestMigration() + 1_000;
  await db().execute(sql`INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ('x', ${newer})`);
  await db().execute(
    sql`INSERT INTO drizzle.headroom_versions (migration, version) VALUES (${newer}, '9.4.1')`,
  );
  await refused(
    { HEADROOM_SECRET: RIGHT },
    /was changed by Headroom 9\.4\.1.*Start Headroom 9\.4\.1 or a newer one/,
  );
});

test("a secret that a server wrote with an earlier key is counted at the start, which goes on", async () => {
  await db().execute(
    sql`UPDATE settings SET value = jsonb_set(value, '{server,password,keyId}', '"0123456789abcdef"') WHERE key = 'mail'`,
  );
  const { code, said } = await start({ HEADROOM_SECRET: RIGHT });
  expect(said).toMatch(/1 stored secret.* encrypted with a key that is not in use.*HEADROOM_SECRET_PREVIOUS/);
  expect(code).toBe(0);
});
