import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { databaseInputSchema, type Database } from "@/lib/databases/database";
import { isFinal } from "@/lib/repair/run/machine";
import type { Run } from "@/lib/repair/run/schema";
import { system, type Context } from "../../context";
import { addDatabase } from "../../databases/create";
import { editDatabase } from "../../databases/edit";
import { db } from "../../store/db";
import { databases, runs, user } from "../../store/schema";
import { startTestStore, type TestStore } from "../../store/testing";
import { eventually } from "../../testing/eventually";
import { withDatabase, type FaultyDatabase } from "../../watched/faults/harness";
import { askPlan } from "./ask-plan";
import { readRun } from "./read";
import { localRuns } from "@/server/local-runs";
import { settleRuns } from "./settle";
import { startRun } from "./start";
import { takeUpRun } from "./take-up";

const ada: Context = { actor: { kind: "user", id: "a", role: "admin" } };
const SHOP = `
  CREATE ROLE app LOGIN; GRANT CREATE ON SCHEMA public TO app; SET ROLE app;
  CREATE TABLE items (id int PRIMARY KEY); RESET ROLE;`;
const READY = { for: { kind: "ready" as const }, choices: { strategy: "owner" as const } };

let store: TestStore;
beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  vi.stubEnv("HEADROOM_SECRET", "elsewhere test secret, long enough to be one");
  await db().insert(user).values({ id: "a", name: "Ada", email: "a@example.com", role: "admin" });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await store.stop();
});

/** Two servers with the same shop, and an entry for the first. */
const onTwoServers = (
  work: (one: FaultyDatabase, other: FaultyDatabase, database: Database) => Promise<void>,
) =>
  withDatabase({ sql: SHOP }, (one) =>
    withDatabase({ sql: SHOP, settings: { max_connections: "50" } }, async (other) => {
      const { host, port, database, user: role } = one.login;
      const registered = await addDatabase(
        system,
        databaseInputSchema.parse({
          name: "Orders",
          host,
          port,
          database,
          user: role,
          password: "",
          sslmode: "disable",
          target: { environment: "staging" },
        }),
      );
      await work(one, other, registered);
      await Promise.all([...localRuns().runs.values()].map(({ done }) => done));
      await db().delete(runs);
    }),
  );

/** As an admin's edit does; what may be edited when is another matter. */
const pointAt = async (database: Database, { port, name }: FaultyDatabase): Promise<void> => {
  await db().update(databases).set({ port, database: name }).where(eq(databases.id, database.id));
};

async function applied(database: Database): Promise<Run> {
  const { fingerprint } = await askPlan(ada, database.id, READY);
  const { runId } = await startRun(ada, database.id, { ...READY, fingerprint, dry: false });
  const run = await eventually(async () => {
    const now = await readRun(ada, database.id, runId);
    if (!isFinal(now.state) || now.finishedAt === null) throw new Error(now.state);
    return now;
  });
  expect(run.state).toBe("applied");
  return run;
}

/** As if this process had died at the commit, a minute ago. */
const leave = async (id: string, state: "committing" | "unfinished") => {
  const open = state === "committing" ? { finishedAt: null } : {};
  await db()
    .update(runs)
    .set({ state, ...open, heartbeatAt: sql`now() - interval '1 minute'` })
    .where(eq(runs.id, id));
};

test("a run whose outcome is open is not asked for at another server, and is settled when the address leads back", () =>
  onTwoServers(async (one, other, database) => {
    const { id } = await applied(database);
    // The same id there is of a transaction that was rolled back, or of none.
    await leave(id, "committing");
    await pointAt(database, other);
    await settleRuns();
    expect((await readRun(ada, database.id, id)).finishedAt).toBeNull();
    await expect(takeUpRun(ada, database.id, id)).rejects.toThrow(
      `This run was on another server, ${one.name} at 127.0.0.1:${one.port}, and this database's address leads elsewhere now.`,
    );
    await pointAt(database, one);
    await settleRuns();
    expect(await readRun(ada, database.id, id)).toMatchObject({ state: "applied" });
  }));

test("what is left of a run after its commit is not done on another server", () =>
  onTwoServers(async (one, other, database) => {
    const { id } = await applied(database);
    await leave(id, "unfinished");
    await pointAt(database, other);
    await takeUpRun(ada, database.id, id);
    await eventually(async () => {
      const run = await readRun(ada, database.id, id);
      expect(run).toMatchObject({ state: "unfinished", says: expect.stringContaining("another server") });
      expect(run.finishedAt).not.toBeNull();
    });
    await pointAt(database, one);
  }));

test("a run is not undone on another server, and its plan says so before", () =>
  onTwoServers(async (one, other, database) => {
    const { id } = await applied(database);
    await other.admin.query(
      "CREATE ROLE electric LOGIN REPLICATION; ALTER TABLE items OWNER TO electric; ALTER TABLE items REPLICA IDENTITY FULL",
    );
    const undo = { for: { kind: "undo" as const, run: id } };
    expect((await askPlan(ada, database.id, undo)).plan.missing).toEqual([]);
    await pointAt(database, other);
    const { plan } = await askPlan(ada, database.id, undo);
    expect(plan.missing[0]?.what).toContain(
      `That run was on another server: on ${one.name} at 127.0.0.1:${one.port} (system identifier `,
    );
    expect(plan.missing[0]?.who).toContain("Undo it there.");
  }));

test("the address of a database is not changed while a run of it is under way, everything else of it is", () =>
  onTwoServers(async (one, other, database) => {
    const { id } = await applied(database);
    const open = (ago: string) =>
      db()
        .update(runs)
        .set({ finishedAt: null, heartbeatAt: sql`now() - ${ago}::interval` })
        .where(eq(runs.id, id));
    await open("0 s");
    const input = { ...database, password: "" };
    for (const moved of [{ port: other.port }, { database: other.name }, { host: "db.example.com" }])
      await expect(editDatabase(ada, database.id, { ...input, ...moved })).rejects.toMatchObject({
        status: 409,
        message: expect.stringContaining("A run of Ada is under way"),
        fields: { [Object.keys(moved)[0] ?? ""]: expect.stringContaining("Wait until it has ended") },
      });
    expect((await editDatabase(ada, database.id, { ...input, name: "Renamed" })).port).toBe(one.port);
    // No replica has it in hand: its server may have moved, and there it is to be asked for.
    await open("1 minute");
    expect((await editDatabase(ada, database.id, { ...input, port: other.port })).port).toBe(other.port);
  }));
