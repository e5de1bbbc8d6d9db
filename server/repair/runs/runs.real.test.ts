import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { databaseInputSchema, type Database } from "@/lib/databases/database";
import { isFinal } from "@/lib/repair/run/machine";
import { BEGINNING, type Run } from "@/lib/repair/run/schema";
import { system, type Context } from "../../context";
import { addDatabase } from "../../databases/create";
import { readDatabase } from "../../databases/read";
import { db } from "../../store/db";
import { auditEvents, runs, user } from "../../store/schema";
import { startTestStore, type TestStore } from "../../store/testing";
import { eventually } from "../../testing/eventually";
import { withDatabase, type FaultyDatabase } from "../../watched/faults/harness";
import { streamAsStandby } from "../../watched/faults/replication";
import { askPlan } from "./ask-plan";
import { cancelRun } from "./cancel";
import { readRun } from "./read";
import { claimAbandoned, noteXid } from "./record";
import { localRuns } from "@/server/local-runs";
import { settleRuns } from "./settle";
import { startRun } from "./start";
import { takeUpRun } from "./take-up";

const ada: Context = { actor: { kind: "user", id: "a", role: "admin" }, address: "203.0.113.7" };
const bob: Context = { actor: { kind: "user", id: "b", role: "admin" } };
const member: Context = { actor: { kind: "user", id: "m", role: "member" } };

const SHOP = `
  CREATE ROLE app LOGIN; GRANT CREATE ON SCHEMA public TO app; SET ROLE app;
  CREATE TABLE items (id serial PRIMARY KEY, v text); RESET ROLE;`;
const READY = { for: { kind: "ready" as const }, choices: { strategy: "owner" as const } };

let store: TestStore;
beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  vi.stubEnv("HEADROOM_SECRET", "runs test secret, long enough to be one");
  for (const [id, name] of [
    ["a", "Ada"],
    ["b", "Bob"],
    ["m", "Mem"],
  ] as const)
    await db()
      .insert(user)
      .values({ id, name, email: `${id}@example.com`, role: id === "m" ? "member" : "admin" });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await store.stop();
});
beforeEach(async () => {
  await db().delete(runs);
});

async function profileOf({ port, name }: FaultyDatabase, environment = "staging"): Promise<Database> {
  return addDatabase(
    system,
    databaseInputSchema.parse({
      name: "Orders",
      host: "127.0.0.1",
      port,
      database: name,
      user: "postgres",
      password: "",
      sslmode: "disable",
      target: { environment },
    }),
  );
}

const inDatabase = (
  work: (database: FaultyDatabase, registered: Database) => Promise<void>,
  environment?: string,
) =>
  withDatabase({ major: 17, sql: SHOP }, async (database) => {
    await work(database, await profileOf(database, environment));
    await Promise.all([...localRuns().runs.values()].map(({ done }) => done));
  });

const over = async (database: Database, runId: string): Promise<Run> =>
  eventually(async () => {
    const run = await readRun(ada, database.id, runId);
    if (!isFinal(run.state) || run.finishedAt === null) throw new Error(run.state);
    return run;
  });

async function started(ctx: Context, database: Database, more: object = {}): Promise<string> {
  const { fingerprint } = await askPlan(ctx, database.id, READY);
  return (await startRun(ctx, database.id, { ...READY, fingerprint, dry: false, ...more })).runId;
}

const ownerOf = async ({ admin }: FaultyDatabase): Promise<string> =>
  (await admin.query("SELECT pg_get_userbyid(relowner) AS owner FROM pg_class WHERE relname = 'items'"))
    .rows[0].owner;

/** Returns how many sessions of a database were opened since it was made, once all but the test's own are over. */
async function sessionsOver({ admin, name }: FaultyDatabase): Promise<number> {
  // A backend counts itself before it leaves pg_stat_activity.
  await eventually(async () => {
    const others = await admin.query(
      "SELECT FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()",
      [name],
    );
    expect(others.rowCount).toBe(0);
  });
  const { rows } = await admin.query(
    "SELECT pg_stat_clear_snapshot(), sessions FROM pg_stat_database WHERE datname = $1",
    [name],
  );
  return Number(rows[0].sessions);
}

describe("a run", () => {
  test("is applied, kept, audited with its SQL and from where, and undone as a run of its own", () =>
    inDatabase(async (database, registered) => {
      const run = await over(registered, await started(ada, registered));
      expect(run).toMatchObject({
        state: "applied",
        by: "Ada",
        from: "203.0.113.7",
        undoable: true,
        dry: false,
      });
      expect(await ownerOf(database)).toBe("electric");
      const [event] = await db().select().from(auditEvents).where(eq(auditEvents.profileRef, registered.id));
      expect(event).toMatchObject({ action: "run a plan", userName: "Ada", fromAddress: "203.0.113.7" });
      expect(JSON.stringify(event?.detail)).toContain(
        'ALTER TABLE \\"public\\".\\"items\\" OWNER TO \\"electric\\"',
      );
      const undo = { for: { kind: "undo" as const, run: run.id } };
      const { fingerprint, plan } = await askPlan(bob, registered.id, undo);
      expect(plan.missing).toEqual([]);
      const { runId } = await startRun(bob, registered.id, { ...undo, fingerprint, dry: false });
      expect(await over(registered, runId)).toMatchObject({
        state: "applied",
        undoes: run.id,
        undoable: false,
      });
      expect(await ownerOf(database)).toBe("app");
      expect(await readRun(member, registered.id, run.id)).toMatchObject({
        undoneBy: runId,
        undoable: false,
      });
    }));

  test("that has ended and is not in the store yet is told whole: its end, why, and that it can be undone", () =>
    inDatabase(async (_database, database) => {
      const { id, compared, lockMs, sqlstate } = await over(database, await started(ada, database));
      // The run leaves this process once the check run after it is over, and would take along what is put in its place here.
      await eventually(() => expect(localRuns().runs.has(id)).toBe(false));
      await db().update(runs).set({ finishedAt: null, state: "verifying", says: "" }).where(eq(runs.id, id));
      const never = new AbortController();
      localRuns().runs.set(id, {
        progress: BEGINNING,
        end: { state: "applied", compared, lockMs, says: "Applied.", sqlstate },
        cancel: never,
        giveUp: never,
        done: Promise.resolve(),
      });
      expect(await readRun(ada, database.id, id)).toMatchObject({
        state: "applied",
        says: "Applied.",
        undoable: true,
      });
      localRuns().runs.delete(id);
    }));

  test("makes the target's strategy the one that was carried out, and its undo brings back the one before", () =>
    inDatabase(async (_database, database) => {
      const member_ = { ...READY, choices: { strategy: "member" as const } };
      const { fingerprint } = await askPlan(ada, database.id, member_);
      const { runId } = await startRun(ada, database.id, { ...member_, fingerprint, dry: false });
      await over(database, runId);
      await eventually(async () =>
        expect((await readDatabase(ada, database.id)).target.strategy).toBe("member"),
      );
      const undo = { for: { kind: "undo" as const, run: runId } };
      const plan = await askPlan(ada, database.id, undo);
      const undone = await startRun(ada, database.id, { ...undo, fingerprint: plan.fingerprint, dry: false });
      expect((await over(database, undone.runId)).state).toBe("applied");
      await eventually(async () =>
        expect((await readDatabase(ada, database.id)).target.strategy).toBe("owner"),
      );
    }));

  test("that is a dry run changes nothing and is audited as one", () =>
    inDatabase(async (database, registered) => {
      const run = await over(registered, await started(ada, registered, { dry: true }));
      expect(run).toMatchObject({ state: "rehearsed", undoable: false });
      expect(await ownerOf(database)).toBe("app");
      const [event] = await db().select().from(auditEvents).where(eq(auditEvents.profileRef, registered.id));
      expect(event?.action).toBe("rehearse a plan");
    }));

  test("keeps no password's verifier, in no place", () =>
    inDatabase(async (_database, database) => {
      const verifier = `SCRAM-SHA-256$4096:${btoa("salt salt salt sa")}$${"A".repeat(43)}=:${"B".repeat(43)}=`;
      const asked = { ...READY, choices: { ...READY.choices, verifier } };
      const { fingerprint, plan } = await askPlan(ada, database.id, asked);
      expect(JSON.stringify(plan)).toContain(verifier);
      expect(JSON.stringify(await askPlan(member, database.id, asked))).not.toContain("BBBBBB");
      const { runId } = await startRun(ada, database.id, { ...asked, fingerprint, dry: false });
      expect((await over(database, runId)).state).toBe("applied");
      const kept = await db().execute(
        sql`SELECT r::text AS row FROM runs r UNION ALL SELECT a::text FROM audit_events a`,
      );
      expect(kept.rows.length).toBeGreaterThan(1);
      expect(JSON.stringify(kept.rows)).not.toContain("BBBBBB");
    }));
});

describe("who may", () => {
  test("starts only once its warnings are accepted, and the log keeps them", () =>
    inDatabase(async (database, registered) => {
      await database.admin.query(
        `SET ROLE app; CREATE FUNCTION plain(text) RETURNS text IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RETURN $1; END';
         CREATE INDEX by_plain ON items (plain(v)); RESET ROLE`,
      );
      const { plan } = await askPlan(ada, registered.id, READY);
      expect(plan.acceptances.map(({ id }) => id)).toEqual(["foreign-code"]);
      for (const dry of [true, false])
        await expect(started(ada, registered, { dry })).rejects.toMatchObject({
          message: expect.stringContaining("--accept foreign-code"),
          fields: { accepted: "Accept it first." },
        });
      expect(await db().select().from(runs)).toEqual([]);
      expect(await ownerOf(database)).toBe("app");
      const run = await over(registered, await started(ada, registered, { accepted: ["foreign-code"] }));
      expect(run.state).toBe("applied");
      const [event] = await db()
        .select({ detail: auditEvents.detail })
        .from(auditEvents)
        .where(sql`${auditEvents.detail} ->> 'run' = ${run.id}`);
      expect(event?.detail).toMatchObject({
        accepted: [
          {
            id: "foreign-code",
            objects: [
              "public.plain(text) of app as electric: index by_plain of public.items (ANALYZE, autovacuum and REINDEX)",
            ],
          },
        ],
      });
    }));

  test("a member reads the plan and makes dry runs, and can apply, cancel and take up nothing of others", () =>
    inDatabase(async (database, registered) => {
      const { fingerprint } = await askPlan(member, registered.id, READY);
      const input = { ...READY, fingerprint, dry: false };
      await expect(startRun(member, registered.id, input)).rejects.toThrow("Only an admin");
      const dry = await startRun(member, registered.id, { ...input, dry: true });
      expect((await over(registered, dry.runId)).state).toBe("rehearsed");
      await expect(
        askPlan(member, registered.id, { ...READY, as: { user: "u", password: "p" } }),
      ).rejects.toThrow("Only an admin");
      const run = await started(ada, registered, { dry: true });
      await expect(cancelRun(member, registered.id, run)).rejects.toThrow("Only an admin");
      await expect(takeUpRun(member, registered.id, run)).rejects.toThrow("Only an admin");
      await over(registered, run);
      expect(await ownerOf(database)).toBe("app");
    }));

  test("in production the name has to be typed before something is changed", () =>
    inDatabase(async (_database, database) => {
      await expect(started(ada, database)).rejects.toMatchObject({ fields: { confirm: "Type Orders." } });
      expect((await over(database, await started(ada, database, { dry: true }))).state).toBe("rehearsed");
      expect((await over(database, await started(ada, database, { confirm: "Orders" }))).state).toBe(
        "applied",
      );
    }, "production"));
});

describe("what comes between", () => {
  test("two admins who press at the same moment: one runs, the other is told who", () =>
    inDatabase(async (_database, database) => {
      const both = await Promise.allSettled([started(ada, database), started(bob, database)]);
      const [won] = both.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
      const [lost] = both.flatMap((one) => (one.status === "rejected" ? [String(one.reason)] : []));
      expect(lost).toMatch(/A run of (Ada|Bob) has been under way|has just ended/);
      expect((await over(database, won ?? "")).state).toBe("applied");
    }));

  test("another Headroom that runs on the same database is not disturbed", () =>
    inDatabase(async (database, registered) => {
      const other = await database.session("postgres");
      await other.query("SELECT pg_advisory_lock(5216694956356562797)");
      expect((await over(registered, await started(ada, registered))).state).toBe("busy");
      expect(await ownerOf(database)).toBe("app");
    }));

  test("a transaction that holds a lock is named, and the run is cancelled with nothing changed", () =>
    inDatabase(async (database, registered) => {
      const reader = await database.session("app");
      await reader.query("SET application_name = 'report'; BEGIN; SELECT * FROM items");
      const runId = await started(ada, registered);
      const waiting = await eventually(async () => {
        const run = await readRun(ada, registered.id, runId);
        expect(run.state).toBe("waiting");
        return run;
      });
      expect(waiting.blockers[0]).toMatchObject({
        role: "app",
        applicationName: "report",
        table: "public.items",
        state: "idle in transaction",
        mode: "ACCESS SHARE",
      });
      await cancelRun(ada, registered.id, runId);
      expect(await over(registered, runId)).toMatchObject({ state: "cancelled" });
      expect(await ownerOf(database)).toBe("app");
      const quick = await database.session("app");
      await quick.query("INSERT INTO items (v) VALUES ('not behind us')");
      await reader.query("COMMIT");
    }));

  test("a lock that becomes free is waited for, and then the run goes through", () =>
    inDatabase(async (database, registered) => {
      const reader = await database.session("app");
      await reader.query("BEGIN; SELECT * FROM items");
      const runId = await started(ada, registered);
      await eventually(async () => expect((await readRun(ada, registered.id, runId)).state).toBe("waiting"));
      await reader.query("COMMIT");
      const run = await over(registered, runId);
      expect(run.state).toBe("applied");
      expect(run.attempt).toBeGreaterThan(1);
    }));

  test("a table that was dropped between plan and apply is seen, and nothing runs", () =>
    inDatabase(async (database, registered) => {
      const { fingerprint } = await askPlan(ada, registered.id, READY);
      await database.admin.query("DROP TABLE items");
      const { runId } = await startRun(ada, registered.id, { ...READY, fingerprint, dry: false });
      const run = await over(registered, runId);
      expect(run.state).toBe("changed");
      expect((await database.admin.query("SELECT FROM pg_roles WHERE rolname = 'electric'")).rowCount).toBe(
        0,
      );
    }));

  test("the plan that was read is not made once more before its run, whose own read decides", () =>
    inDatabase(async (database, registered) => {
      const { fingerprint } = await askPlan(ada, registered.id, READY);
      const before = await sessionsOver(database);
      const { runId } = await startRun(ada, registered.id, { ...READY, fingerprint, dry: true });
      expect((await over(registered, runId)).state).toBe("rehearsed");
      expect((await sessionsOver(database)) - before).toBe(1);
    }));

  test("a plan that another person read is made anew, and runs where it comes out the same", () =>
    inDatabase(async (database, registered) => {
      const { fingerprint } = await askPlan(ada, registered.id, READY);
      const asked = { ...READY, fingerprint, dry: true };
      const same = await startRun(bob, registered.id, asked);
      expect((await over(registered, same.runId)).state).toBe("rehearsed");
      await database.admin.query("DROP TABLE items");
      const other = await startRun(bob, registered.id, { ...asked, dry: false });
      expect(await over(registered, other.runId)).toMatchObject({
        state: "changed",
        says: expect.stringContaining("Nothing ran"),
      });
      expect((await database.admin.query("SELECT FROM pg_roles WHERE rolname = 'electric'")).rowCount).toBe(
        0,
      );
    }));

  test("a role that somebody made meanwhile, with another password, keeps it", () =>
    inDatabase(async (database, registered) => {
      const { fingerprint } = await askPlan(ada, registered.id, READY);
      await database.admin.query("CREATE ROLE electric LOGIN PASSWORD 'theirs'");
      const kept = async () =>
        (await database.admin.query("SELECT rolpassword FROM pg_authid WHERE rolname = 'electric'")).rows[0];
      const before = await kept();
      const { runId } = await startRun(ada, registered.id, { ...READY, fingerprint, dry: false });
      expect((await over(registered, runId)).state).toBe("changed");
      expect((await over(registered, await started(ada, registered))).state).toBe("applied");
      expect(await kept()).toEqual(before);
    }));

  test("a store that cannot take down the commit keeps it from being sent", () =>
    inDatabase(async (database, registered) => {
      await db().execute(sql`ALTER TABLE runs ADD CONSTRAINT full_disk CHECK (xid IS NULL)`);
      try {
        const run = await over(registered, await started(ada, registered));
        expect(run.state).toBe("failed");
        expect(run.says).toContain("Headroom's own store could not take down");
        expect(await ownerOf(database)).toBe("app");
      } finally {
        await db().execute(sql`ALTER TABLE runs DROP CONSTRAINT full_disk`);
      }
    }));
});

describe("a run that its process left behind", () => {
  const left = async (runId: string, values: Partial<typeof runs.$inferInsert>) => {
    // Its end is in the store a moment before its process lets go of it.
    await eventually(() => expect(localRuns().runs.has(runId)).toBe(false));
    await db()
      .update(runs)
      .set({ finishedAt: null, heartbeatAt: sql`now() - interval '1 minute'`, ...values })
      .where(eq(runs.id, runId));
    await settleRuns();
  };

  test("is recorded as committed or rolled back by the database's word", () =>
    inDatabase(async (database, registered) => {
      const runId = await started(ada, registered);
      await over(registered, runId);
      await left(runId, { state: "committing" });
      expect(await readRun(ada, registered.id, runId)).toMatchObject({ state: "applied" });
      await database.admin.query("BEGIN");
      const { rows } = await database.admin.query("SELECT pg_current_xact_id()::text AS xid");
      await database.admin.query("ROLLBACK");
      await left(runId, { state: "committing", xid: rows[0].xid });
      const run = await readRun(ada, registered.id, runId);
      expect(run).toMatchObject({ state: "failed" });
      expect(run.says).toContain("rolled back");
    }));

  test("is not taken up while another replica has it in hand, and sends no commit once it was taken from its own", () =>
    inDatabase(async (_database, database) => {
      const runId = await started(ada, database, { dry: true });
      await over(database, runId);
      const open = { finishedAt: null, state: "changing" as const, xid: null, replica: randomUUID() };
      await db()
        .update(runs)
        .set({ ...open, heartbeatAt: sql`now()` })
        .where(eq(runs.id, runId));
      await expect(takeUpRun(ada, database.id, runId)).rejects.toThrow("Another server of this Headroom");
      await db()
        .update(runs)
        .set({ heartbeatAt: sql`now() - interval '1 minute'` })
        .where(eq(runs.id, runId));
      await noteXid(runId, open.replica, "740", []);
      await db()
        .update(runs)
        .set({ heartbeatAt: sql`now() - interval '1 minute'` })
        .where(eq(runs.id, runId));
      expect(await claimAbandoned(runId, localRuns().replica)).toMatchObject({ xid: "740" });
      await expect(noteXid(runId, open.replica, "741", [])).rejects.toThrow("no longer");
    }));

  test("without a stored id changed nothing, for its commit was never sent", () =>
    inDatabase(async (_database, database) => {
      const runId = await started(ada, database, { dry: true });
      await over(database, runId);
      await left(runId, { state: "changing", xid: null });
      expect(await readRun(ada, database.id, runId)).toMatchObject({
        state: "failed",
        says: expect.stringContaining("Nothing was changed"),
      });
    }));

  test("after its commit is unfinished where steps are left, and taken up", () =>
    inDatabase(async (database, registered) => {
      const standby = await streamAsStandby(database.admin, {
        port: database.port,
        database: database.name,
        role: "postgres",
        slot: "standby",
      });
      const wanted = { for: { kind: "ready" as const }, choices: { strategy: "member" as const } };
      const { plan, fingerprint } = await askPlan(ada, registered.id, wanted);
      const { runId } = await startRun(ada, registered.id, { ...wanted, fingerprint, dry: false });
      await over(registered, runId);
      expect(plan.steps.filter(({ phase }) => phase === "after").map(({ remedy }) => remedy)).toEqual([
        "slot.failover",
      ]);
      await database.admin.query("SELECT pg_drop_replication_slot('electric_slot_default')");
      await left(runId, { state: "finishing" });
      expect(await readRun(ada, registered.id, runId)).toMatchObject({ state: "unfinished", undoable: true });
      await takeUpRun(ada, registered.id, runId);
      expect((await over(registered, runId)).state).toBe("applied");
      const { rows } = await database.admin.query(
        "SELECT failover FROM pg_replication_slots WHERE slot_name LIKE 'electric%'",
      );
      expect(rows).toEqual([{ failover: true }]);
      await standby.stop();
      await database.admin.query("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots");
    }));
});
