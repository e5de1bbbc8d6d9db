import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { aDatabaseInput } from "@/lib/databases/fixture";
import type { Target } from "@/lib/target/schema";
import { system } from "../context";
import { addDatabase } from "../databases/create";
import { db } from "../store/db";
import { user } from "../store/schema";
import { startTestStore, type TestStore } from "../store/testing";
import { withDatabase, type FaultyDatabase } from "../watched/faults/harness";
import { MEMBER, SOUND } from "../watched/faults/trial";
import { checkDatabase } from "./check";
import { readFinding } from "./finding";
import { databaseRows } from "./rows";
import { downloadReport } from "./download";
import { lastTrial } from "./last-trial";
import { tryAsElectric } from "./trial";

const admin = { actor: { kind: "user", id: "a", role: "admin" } } as const;
const member = { actor: { kind: "user", id: "b", role: "member" } } as const;

let store: TestStore;
beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  vi.stubEnv("HEADROOM_SECRET", "trial test secret, long enough to be one");
  await db()
    .insert(user)
    .values([
      { id: "a", name: "Ada", email: "a@example.com", role: "admin" },
      { id: "b", name: "Bob", email: "b@example.com", role: "member" },
    ]);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await store.stop();
});

/** Adds the database of a test; the password is any, for the server trusts the address. */
const added = ({ login: { host, port, database, user: name } }: FaultyDatabase, target: Target = MEMBER) =>
  addDatabase(system, {
    ...aDatabaseInput,
    host,
    port,
    database,
    user: name,
    password: "any",
    sslmode: "disable",
    target,
  });

async function all<Event>(events: AsyncIterable<Event>): Promise<Event[]> {
  const gathered: Event[] = [];
  for await (const event of events) gathered.push(event);
  return gathered;
}

/** A request that stays open. */
const signal = () => new AbortController().signal;

test("an admin's trial tells each step and then its findings; a member gets none", () =>
  withDatabase({ sql: SOUND }, async (database) => {
    const registered = await added(database);
    await expect(tryAsElectric(member, registered.id, { pool: true }, signal())).rejects.toThrow();
    const events = await all(await tryAsElectric(admin, registered.id, { password: "its own" }, signal()));
    const steps = events.flatMap((event) => (event.type === "outcome" ? [event.outcome] : []));
    expect(steps.filter(({ result }) => result !== "done")).toEqual([]);
    expect(steps.map(({ step }) => step)).toEqual(expect.arrayContaining(["publish table", "stream"]));
    const last = events.at(-1);
    expect(last?.type).toBe("done");
    expect(last?.type === "done" && last.findings.every(({ status }) => status === "pass")).toBe(true);
    expect(JSON.stringify(events)).not.toContain('its own"');
  }));

test("the last trial is kept with its findings, and is outdated once a check run sees another database", () =>
  withDatabase(
    { sql: [...SOUND, "CREATE TABLE foreign_one (id int); GRANT SELECT ON foreign_one TO electric"] },
    async (database) => {
      const registered = await added(database);
      expect(await lastTrial(member, registered)).toBeNull();
      await all(await tryAsElectric(admin, registered.id, { password: "its own" }, signal()));
      const kept = await lastTrial(member, registered);
      expect(kept).toMatchObject({ outdated: false, pool: false, version: expect.stringMatching(/^\d+/) });
      const tables = kept?.findings.find(({ id }) => id === "trial.tables");
      expect(tables).toMatchObject({ status: "fail", objects: ["public.foreign_one"] });
      expect(await readFinding(member, registered.id, "trial.tables")).toEqual(tables);
      expect(JSON.stringify(kept)).not.toContain('its own"');

      await database.admin.query("INSERT INTO items VALUES (1); ANALYZE items");
      await all(await checkDatabase(member, registered.id));
      expect((await lastTrial(member, registered))?.outdated, "the same objects").toBe(false);
      const elsewhere = { ...registered, database: "another" };
      expect((await lastTrial(member, elsewhere))?.outdated, "another database").toBe(true);

      await database.admin.query("ALTER TABLE foreign_one OWNER TO app");
      await all(await checkDatabase(member, registered.id));
      expect((await lastTrial(member, registered))?.outdated, "another owner").toBe(true);
      await expect(readFinding(member, registered.id, "trial.tables")).rejects.toThrow("Check again");

      await all(await tryAsElectric(admin, registered.id, { password: "its own" }, signal()));
      expect((await lastTrial(member, registered))?.outdated, "tried again").toBe(false);
    },
  ));

/** An event trigger that refuses Electric's statements, of which the checks can only warn. */
const FROZEN = `CREATE FUNCTION no_ddl() RETURNS event_trigger LANGUAGE plpgsql AS
    $$ BEGIN IF current_user = 'electric' THEN RAISE EXCEPTION 'DDL is frozen'; END IF; END $$;
  CREATE EVENT TRIGGER frozen ON ddl_command_start EXECUTE FUNCTION no_ddl();`;

/** The checks fail for a name that the snapshot and the stream write differently. */
const PLAIN_NAMES = `DROP TABLE "Odd ""; --🚀"`;

test("a trial that failed is in the verdict of list and report until a check run sees another database", () =>
  withDatabase({ sql: [...SOUND, PLAIN_NAMES, FROZEN] }, async (database) => {
    const registered = await added(database, { ...MEMBER, poolSize: 4 });
    await all(await checkDatabase(member, registered.id));
    const row = async () =>
      (await databaseRows(member)).find(({ database: { id } }) => id === registered.id)?.latest;
    const reported = async () => (await downloadReport(member, registered.id, undefined, "json")).report;
    expect(await row()).toMatchObject({ brief: { counts: { fail: 0 } } });

    await all(await tryAsElectric(admin, registered.id, { password: "its own" }, signal()));
    expect(await row()).toMatchObject({
      verdict: "not ready",
      brief: { counts: { fail: 1 }, next: { id: "trial.publication" } },
    });
    expect(await reported()).toMatchObject({
      verdict: "not ready",
      headline: "1 thing keeps Electric from running",
      next: "trial.publication",
    });

    await database.admin.query("DROP EVENT TRIGGER frozen");
    await all(await checkDatabase(member, registered.id));
    expect((await row())?.verdict).not.toBe("not ready");
    expect((await reported()).verdict).not.toBe("not ready");
  }));

test("a check and a trial that are asked for at once both run to their end", () =>
  withDatabase({ sql: SOUND }, async (database) => {
    const registered = await added(database);
    const started = [
      await tryAsElectric(admin, registered.id, { statements: false, password: "its own" }, signal()),
      await checkDatabase(member, registered.id),
      await tryAsElectric(admin, registered.id, {}, signal()),
    ];
    const ended = await Promise.all(
      started.map(async (events) => (await all<{ type: string }>(events)).at(-1)),
    );
    expect(ended.map((event) => event?.type)).toEqual(["done", "done", "done"]);
  }));

test("after a repair Electric's own login is tried alone, its rights among the rest", () =>
  withDatabase({ sql: SOUND }, async (database) => {
    const registered = await added(database);
    const input = { statements: false, password: "its own" };
    const events = await all(await tryAsElectric(admin, registered.id, input, signal()));
    const steps = events.flatMap((event) => (event.type === "outcome" ? [event.outcome.step] : []));
    expect(steps).toEqual(expect.arrayContaining(["log in", "rights", "own publication", "own tables"]));
    expect(steps).not.toContain("create publication");
    expect((await lastTrial(member, registered))?.findings.every(({ status }) => status === "pass")).toBe(
      true,
    );
  }));
