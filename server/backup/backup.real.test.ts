import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { programIn, type How } from "../cli/testing/program";
import { recordAudit } from "../audit/record";
import { readChain } from "../audit/verify";
import { system } from "../context";
import { checkKey } from "../secrets/check-key";
import { forgetKeys, ring, useSecrets } from "../secrets/keys";
import {
  readSecrets,
  storeSecrets,
  tablesNaming,
  theSecrets,
  type Secrets,
} from "../secrets/testing/secrets";
import { closeStore, db, pointStoreAt, withConnection } from "../store/db";
import { migrateStore } from "../store/migrate";
import { startTestStore, type TestStore } from "../store/testing";
import { newestMigration } from "../store/versions";
import { proofOf, type Header } from "./format";
import { makeBackup } from "./make";
import { knownMigrations, migrateBetween } from "./migrate-to";
import { readBackup } from "./read";
import { restoreBackup } from "./restore";
import { keptTables } from "./tables";

const OLD = "a secret of the machine that is backed up";
const NEW = "a secret of the machine that is restored";

let folder: string;
let store: TestStore;
let secrets: Secrets;
let made = 0;

beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  vi.stubEnv("HEADROOM_SECRET", OLD);
  useSecrets(OLD);
  await checkKey();
  secrets = await storeSecrets(30);
  await fill(secrets.database);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  forgetKeys();
  pointStoreAt(store.url);
  await store.stop();
});
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "headroom-backup-"));
  useSecrets(OLD);
});
afterEach(async () => {
  await use(store.url);
  rmSync(folder, { recursive: true });
});

/** Rows with values that a careless format would change. */
async function fill(database: string): Promise<void> {
  const odd = `a "quoted", (odd)\\ text\nof two lines, \u0001 and 🚀`;
  await db().execute(
    sql`INSERT INTO session (id, token, user_id, expires_at) VALUES ('s', 't', 'person-1', now() + interval '1 day')`,
  );
  await db().execute(
    sql`INSERT INTO settings (key, value) VALUES ('odd', 'null'::jsonb), ('exact', '{"n": 12345678901234567890.123}'::jsonb)`,
  );
  await db().execute(sql`UPDATE "user" SET groups = ARRAY['a "b"', 'c,d', ${odd}], name = ${odd}`);
  await db().execute(
    sql`INSERT INTO marks (profile_id, at, kind, text) VALUES (${database}, '2026-11-30 01:02:03.456789+00', 'check', ${odd})`,
  );
  await db()
    .execute(sql`INSERT INTO visits (profile_id, taken_at, verdict, findings, brief, statuses, snapshot)
    SELECT ${database}, now() + number * interval '1 second', 'ready', '[]', '{}', '{}', decode(repeat('00ff5c22', 20000), 'hex')
      FROM generate_series(1, 200) AS number`);
  await db().execute(sql`WITH episode AS (
      INSERT INTO alert_episodes (rule, server, databases, figure, says, started_at)
        VALUES ('{}', 's', '[]', '', '', now()) RETURNING id
    ), event AS (
      INSERT INTO alert_events (episode_id, sequence, kind, at, message)
        SELECT id, 1, 'fire', now(), '{}' FROM episode RETURNING id, episode_id
    ) INSERT INTO alert_deliveries (event_id, episode_id, sequence, channel_id, channel_name, state)
      SELECT id, episode_id, 1, channel, 'Hook', state FROM event,
        (VALUES ('1', 'waiting'), ('2', 'queued'), ('3', 'delivered')) AS deliveries (channel, state)`);
  for (let pid = 1; pid <= 5; pid += 1)
    await db().transaction((tx) =>
      recordAudit(tx, system, {
        action: "terminate",
        database: { id: database, name: odd },
        detail: { pid, odd },
      }),
    );
}

async function use(url: string): Promise<void> {
  await closeStore();
  pointStoreAt(url);
}

/** Makes an empty database beside the store: another machine's. */
async function emptyStore(): Promise<string> {
  const url = new URL(store.url);
  const name = `other_${process.pid}_${++made}`;
  const client = new Client({ connectionString: store.url });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  url.pathname = `/${name}`;
  return url.href;
}

const command = (words: string[], url: string, env: Record<string, string>, how: How = {}) =>
  programIn(folder)(words, { ...how, env: { DATABASE_URL: url, HEADROOM_DATA: folder, ...env } });

/** Returns a hash of all rows of each table that a backup has, as Postgres writes them. */
async function contents(): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  for (const table of keptTables()) {
    const { rows } = await db().execute(
      sql`SELECT count(*)::int AS rows, md5(string_agg(one::text, '' ORDER BY one::text COLLATE "C")) AS hash FROM ${sql.identifier(table)} AS one`,
    );
    all[table] = rows[0];
  }
  return all;
}

async function tablesIn(url: string): Promise<number> {
  await use(url);
  const { rows } = await db().execute<{ count: number }>(
    sql`SELECT count(*)::int AS count FROM information_schema.tables WHERE table_schema IN ('public', 'drizzle')`,
  );
  return rows[0]?.count ?? -1;
}

test("a backup taken under load restores on another machine with another key, and it is one moment", async () => {
  await db().execute(
    sql`INSERT INTO settings (key, value) VALUES ('pairs', '0') ON CONFLICT (key) DO NOTHING`,
  );
  let over = false;
  let pairs = 0;
  const load = (async () => {
    for (; !over; pairs += 1)
      await db().transaction(async (tx) => {
        await tx.execute(sql`UPDATE settings SET value = to_jsonb(${pairs + 1}::int) WHERE key = 'pairs'`);
        await tx.execute(
          sql`INSERT INTO marks (profile_id, kind, text) VALUES (${secrets.database}, 'check', 'pair')`,
        );
        await recordAudit(tx, system, {
          action: "terminate",
          database: { id: null, name: "pair" },
          detail: {},
        });
      });
  })();
  const file = path.join(folder, "headroom.backup");
  const backup = await command(["backup", "headroom.backup"], store.url, { HEADROOM_SECRET: OLD });
  over = true;
  await load;
  expect(backup).toMatchObject({
    status: 0,
    stderr: "",
    stdout: expect.stringMatching(/DONE: .*read again and whole/),
  });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(gunzipSync(readFileSync(file)).includes("of the hook")).toBe(false);

  const other = await emptyStore();
  const without = await command(["restore", "headroom.backup"], other, { HEADROOM_SECRET: NEW });
  expect(without).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/another key.*HEADROOM_SECRET_PREVIOUS/),
  });
  expect(await tablesIn(other)).toBe(0);
  const keys = { HEADROOM_SECRET: NEW, HEADROOM_SECRET_PREVIOUS: OLD };
  const restored = await command(["restore", "headroom.backup"], other, keys);
  expect(restored).toMatchObject({
    status: 0,
    stderr: "",
    stdout: expect.stringMatching(/DONE: .*audit log verifies/),
  });
  expect(await command(["audit", "verify"], other, { HEADROOM_SECRET: NEW })).toMatchObject({ status: 0 });

  await use(other);
  const { rows } = await db().execute<{ said: number; marks: number; logged: number }>(
    sql`SELECT (SELECT (value #>> '{}')::int FROM settings WHERE key = 'pairs') AS said,
      (SELECT count(*)::int FROM marks WHERE text = 'pair') AS marks,
      (SELECT count(*)::int FROM audit_events WHERE profile_name = 'pair') AS logged`,
  );
  const [{ said = -1, marks, logged } = {}] = rows;
  expect([marks, logged]).toEqual([said, said]);
  expect(said).toBeLessThan(pairs);
  const old = ring()[0].id;
  expect(await tablesNaming(old)).toEqual([]);
  useSecrets(NEW);
  await migrateStore();
  await checkKey();
  expect(await readSecrets(secrets)).toEqual(theSecrets(secrets));
  const sessions = await db().execute(sql`SELECT FROM session`);
  expect(sessions.rows).toEqual([]);
  const deliveries = await db().execute(sql`SELECT state FROM alert_deliveries ORDER BY channel_id`);
  expect(deliveries.rows.map(({ state }) => state)).toEqual(["failed", "failed", "delivered"]);
  await db().execute(
    sql`INSERT INTO marks (profile_id, kind, text) VALUES (${secrets.database}, 'check', 'after')`,
  );
  await db().transaction((tx) =>
    recordAudit(tx, system, { action: "terminate", database: { id: null, name: "after" }, detail: {} }),
  );
  expect((await readChain()).flaw).toBeNull();
});

test("with the same key every row comes back as it was, to the last digit and byte", async () => {
  const file = path.join(folder, "same.backup");
  await makeBackup(file);
  const before = await contents();
  const whole = await readBackup(file);
  await use(await emptyStore());
  await restoreBackup(file, whole);
  const after = await contents();
  // They have another entry, another nonce, and messages that are not sent again.
  for (const table of ["audit_events", "key_checks", "alert_deliveries"]) {
    delete before[table];
    delete after[table];
  }
  expect(after).toEqual(before);
});

test("a file that was cut off, altered, or is none is refused before a table is made", async () => {
  const file = path.join(folder, "good.backup");
  await makeBackup(file);
  const bytes = readFileSync(file);
  const other = await emptyStore();
  const text = gunzipSync(bytes).toString("utf8");
  const forged = text.replace(/"ada@example\.com"|ada@example\.com/, "eve@example.com");
  const lines = forged.trimEnd().split("\n").slice(0, -1);
  const sha256 = createHash("sha256")
    .update(`${lines.join("\n")}\n`)
    .digest("hex");
  const bad: Record<string, Buffer> = {
    empty: Buffer.alloc(0),
    text: Buffer.from("not a backup"),
    gzip: gzipSync("not a backup\n"),
    start: bytes.subarray(0, 100),
    half: bytes.subarray(0, bytes.length / 2),
    end: bytes.subarray(0, bytes.length - 1),
    flipped: Buffer.from(bytes.map((byte, at) => (at === Math.floor(bytes.length / 3) ? byte ^ 1 : byte))),
    seal: gzipSync(text.split("\n").slice(0, -2).join("\n") + "\n"),
    row: gzipSync(
      text
        .split("\n")
        .filter((_, at) => at !== 5)
        .join("\n"),
    ),
    rezipped: gzipSync(forged),
    forged: gzipSync(`${lines.join("\n")}\n${JSON.stringify({ sha256, hmac: "0".repeat(64) })}\n`),
  };
  expect(forged).not.toBe(text);
  await use(other);
  for (const [name, content] of Object.entries(bad)) {
    writeFileSync(path.join(folder, name), content);
    const attempt = readBackup(path.join(folder, name)).then((whole) =>
      restoreBackup(path.join(folder, name), whole),
    );
    await expect(attempt, name).rejects.toThrow(/is no backup|is damaged|was altered/);
  }
  expect(await tablesIn(other)).toBe(0);
});

test("a store that has something is not written over, and what is there is named", async () => {
  const file = path.join(folder, "again.backup");
  await makeBackup(file);
  await expect(makeBackup(file)).rejects.toThrow(/is there already/);
  const before = await contents();
  const { status, stderr } = await command(["restore", "again.backup"], store.url, { HEADROOM_SECRET: OLD });
  expect(stderr).toMatch(
    /The store is not empty: it has 1 account, 30 databases and [\d,]+ audit entries\. Nothing was restored/,
  );
  expect(status).toBe(2);
  expect(await contents()).toEqual(before);
});

test("killed in the middle, a backup leaves no file of its name, and a restore an empty store that can be restored again", async () => {
  // Once: what is written before the first Ctrl-C is heard must not bring a second one, which ends a program at once.
  const killAt = (line: RegExp, signal: "SIGKILL" | "SIGINT" = "SIGKILL"): How => {
    let sent = false;
    return {
      onOutput(child, written) {
        if (!sent && line.test(written)) sent = child.kill(signal);
      },
    };
  };
  const ended = await command(
    ["backup", "ended.backup"],
    store.url,
    { HEADROOM_SECRET: OLD },
    killAt(/ {2}user: /, "SIGINT"),
  );
  expect(ended.status).toBe(130);
  expect(readdirSync(folder)).toEqual([]);
  await command(["backup", "killed.backup"], store.url, { HEADROOM_SECRET: OLD }, killAt(/ {2}user: /));
  expect(existsSync(path.join(folder, "killed.backup"))).toBe(false);
  expect(readdirSync(folder).some((name) => name.endsWith(".part"))).toBe(true);
  const file = path.join(folder, "whole.backup");
  await makeBackup(file);
  const other = await emptyStore();
  const { status } = await command(
    ["restore", "whole.backup"],
    other,
    { HEADROOM_SECRET: OLD },
    killAt(/ {2}profiles: /),
  );
  expect(status).toBeNull();
  await use(other);
  // The server ends the transaction when it notices that the client is gone.
  await expect.poll(() => tablesIn(other)).toBe(0);
  expect(await command(["restore", "whole.backup"], other, { HEADROOM_SECRET: OLD })).toMatchObject({
    status: 0,
  });
});

test("a backup of an older store is migrated as it is restored, and one of a newer is refused", async () => {
  const older = await emptyStore();
  await use(older);
  const known = knownMigrations().toSorted((one, other) => one - other);
  await withConnection((client) => migrateBetween(client, 0, known.at(-2) ?? 0));
  await db().execute(sql`INSERT INTO "user" (id, name, email) VALUES ('old', 'Old', 'old@example.com')`);
  const file = path.join(folder, "older.backup");
  await makeBackup(file);
  const other = await emptyStore();
  await use(other);
  const whole = await readBackup(file);
  expect(whole.header.migration).toBe(known.at(-2));
  await restoreBackup(file, whole);
  await migrateStore();
  const { rows } = await db().execute(sql`SELECT id FROM "user"`);
  expect(rows).toEqual([{ id: "old" }]);

  const newer = path.join(folder, "newer.backup");
  const lines = gunzipSync(readFileSync(file)).toString("utf8").trimEnd().split("\n").slice(1, -1);
  const header: Header = { ...whole.header, version: "9.4.1", migration: newestMigration() + 1_000 };
  const body = [JSON.stringify(header), ...lines, ""].join("\n");
  const sha256 = createHash("sha256").update(body).digest("hex");
  writeFileSync(newer, gzipSync(`${body}${JSON.stringify({ sha256, hmac: proofOf(ring()[0], sha256) })}\n`));
  const attempt = readBackup(newer).then((seen) => restoreBackup(newer, seen));
  await expect(attempt).rejects.toThrow(/made by Headroom 9\.4\.1, which is newer/);
});
