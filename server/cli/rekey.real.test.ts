import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { readChain } from "../audit/verify";
import { readPassword, storePassword } from "../databases/password";
import { checkKey } from "../secrets/check-key";
import { keyLines } from "../secrets/key-file";
import { forgetKeys, ring, useSecrets } from "../secrets/keys";
import { rekeyStore } from "../secrets/rekey";
import {
  readSecrets,
  storeSecrets,
  tablesNaming,
  theSecrets,
  type Secrets,
} from "../secrets/testing/secrets";
import { db } from "../store/db";
import { startTestStore, type TestStore } from "../store/testing";
import { programIn } from "./testing/program";

const OLD = "a secret of this headroom, the old one";
const NEW = "a secret of this headroom, the new one";

let folder: string;
let store: TestStore;
let secrets: Secrets;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "headroom-rekey-"));
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  vi.stubEnv("HEADROOM_SECRET", OLD);
  useSecrets(OLD);
  await checkKey();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  forgetKeys();
  await store.stop();
  rmSync(folder, { recursive: true });
});

const keyId = (secret: string): string => {
  useSecrets(secret);
  return ring()[0].id;
};

type Interrupt = Parameters<ReturnType<typeof programIn>>[1];

const rekey = (how: Interrupt = {}, env: Record<string, string> = {}) =>
  programIn(folder)(["rekey"], {
    ...how,
    env: { DATABASE_URL: store.url, HEADROOM_SECRET: NEW, HEADROOM_SECRET_PREVIOUS: OLD, ...env },
  });

test("killed again and again it goes on where it was, servers with both keys read all the time, and at the end the new key is enough", async () => {
  secrets = await storeSecrets(420);
  const ids = [...secrets.passwords];
  useSecrets(NEW, OLD);
  let over = false;
  let reads = 0;
  const reader = (async () => {
    // A pause leaves the machine to the program that is tested.
    for (; !over; reads += 1, await setTimeout(20)) {
      const [id, password] = ids[reads % ids.length] ?? ["", ""];
      expect(await readPassword(id)).toBe(password);
    }
  })();
  try {
    const kills: (string | undefined)[] = [];
    for (const line of [
      /Encrypting/,
      /databases: \d00 of/,
      /databases: \d00 of/,
      /channels: 1 of 1/,
      /mail server: 1/,
    ]) {
      const { status } = await rekey({
        onOutput(child, written) {
          if (line.test(written)) child.kill("SIGKILL");
        },
      });
      kills.push(status === null ? "killed" : `ended with ${status}`);
      expect(await readSecrets(secrets)).toEqual(theSecrets(secrets));
    }
    // What a kill at a later line found done already is not said again: those runs may have come to their end.
    expect(kills.slice(0, 3)).toEqual(["killed", "killed", "killed"]);
    const last = await rekey();
    expect(last).toMatchObject({ status: 0, stderr: "" });
    expect(last.stdout).toMatch(
      /DONE: .*Verified: nothing is under an earlier key\.\nRemove HEADROOM_SECRET_PREVIOUS/,
    );
  } finally {
    over = true;
    await reader;
  }
  expect(reads).toBeGreaterThan(0);
  const old = keyId(OLD);
  expect(await tablesNaming(old)).toEqual([]);
  await expect(readSecrets(secrets)).rejects.toThrow("cannot be decrypted");
  await expect(checkKey()).rejects.toThrow(/another key/);
  useSecrets(NEW);
  await checkKey();
  expect(await readSecrets(secrets)).toEqual(theSecrets(secrets));
  expect(await readChain()).toMatchObject({ rows: expect.any(Number), flaw: null });
  const { rows } = await db().execute(
    sql`SELECT count(*)::int AS count FROM audit_events WHERE action = 'change the key'`,
  );
  expect(rows).toEqual([{ count: 1 }]);
});

test("what a server writes with the earlier key while the change is under way is found by the last pass", async () => {
  secrets = await storeSecrets(250);
  const { database } = secrets;
  useSecrets(NEW, OLD);
  const keys = ring();
  const written: string[] = [];
  const resealed = await rekeyStore(
    keys,
    ({ column }) => {
      if (column.table !== "settings" || written.length > 0) return;
      written.push(database);
    },
    async (work) => {
      const result = await db().transaction(work);
      if (written.length === 1) {
        written.push("done");
        useSecrets(OLD);
        await db().transaction((tx) => storePassword(tx, database, "written late"));
        useSecrets(NEW, OLD);
      }
      return result;
    },
  );
  expect(written).toEqual([database, "done"]);
  expect(resealed).toEqual({ moved: 255, closed: [] });
  expect(await tablesNaming(keyId(OLD))).toEqual([]);
  useSecrets(NEW);
  expect(await readPassword(database)).toBe("written late");
});

test("a start in the middle of a change needs both secrets, and says so", async () => {
  secrets = await storeSecrets(150);
  await rekey({
    onOutput(child, written) {
      if (/databases: 100/.test(written)) child.kill("SIGKILL");
    },
  });
  for (const secret of [OLD, NEW]) {
    useSecrets(secret);
    await expect(checkKey()).rejects.toThrow(/not finished.*HEADROOM_SECRET_PREVIOUS.*npx headroom rekey/);
  }
  useSecrets(NEW, OLD);
  await checkKey();
});

test("a secret that no key opens is named, the rest is changed, and the status is 1", async () => {
  secrets = await storeSecrets(2);
  await db().execute(
    sql`UPDATE credentials SET ciphertext = ciphertext || '\\x00' WHERE profile_id = ${secrets.database}`,
  );
  const { status, stdout } = await rekey();
  expect(stdout).toMatch(
    /NOT ALL: 5 secrets were encrypted anew.*\n {2}1 password of a database: [0-9a-f-]{36}/,
  );
  expect(status).toBe(1);
});

test("without a second secret, or with one that is not the store's, nothing is changed", async () => {
  secrets = await storeSecrets(2);
  const alone = await rekey({}, { HEADROOM_SECRET: OLD, HEADROOM_SECRET_PREVIOUS: "" });
  expect(alone).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("HEADROOM_SECRET_PREVIOUS is not set"),
  });
  const wrong = await rekey({}, { HEADROOM_SECRET_PREVIOUS: "a secret that is not of this headroom" });
  expect(wrong).toMatchObject({ status: 2, stderr: expect.stringContaining("another key") });
  expect(wrong.both).not.toMatch(/a secret/);
  useSecrets(OLD);
  expect(await readSecrets(secrets)).toEqual(theSecrets(secrets));
});

test("a key file gets a new key, and keeps the earlier one apart for backups from before", async () => {
  const [before] = keyLines(path.join(folder, "data"));
  useSecrets(before);
  await db().execute(sql`DELETE FROM key_checks`);
  await checkKey();
  secrets = await storeSecrets(2);
  const file = path.join(folder, "data", "secret");
  const own = { HEADROOM_SECRET: "", HEADROOM_SECRET_PREVIOUS: "", HEADROOM_DATA: path.join(folder, "data") };
  const killed = await rekey(
    { onOutput: (child, text) => void (text.includes("databases: 2") && child.kill("SIGKILL")) },
    own,
  );
  expect([null, 0]).toContain(killed.status);
  if (killed.status === null) {
    expect(readFileSync(file, "utf8").trim().split("\n")).toEqual([expect.any(String), before]);
    expect(await rekey({}, own)).toMatchObject({ status: 0 });
  }
  const [after, ...rest] = keyLines(path.join(folder, "data"));
  expect(rest).toEqual([]);
  expect(after).not.toBe(before);
  expect(readFileSync(`${file}.retired`, "utf8")).toBe(`${before}\n`);
  expect([statSync(file).mode & 0o777, statSync(`${file}.retired`).mode & 0o777]).toEqual([0o600, 0o600]);
  useSecrets(after);
  await checkKey();
  expect(await readSecrets(secrets)).toEqual(theSecrets(secrets));
});
