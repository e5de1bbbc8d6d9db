import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { databaseInputSchema, type Database } from "@/lib/databases/database";
import { isFinal } from "@/lib/repair/run/machine";
import { system, type Context } from "../../context";
import { addDatabase } from "../../databases/create";
import { removeDatabase } from "../../databases/remove";
import { Conflict, NotAllowed, NotFound } from "../../errors";
import { localRuns } from "../../local-runs";
import { db } from "../../store/db";
import { auditEvents, proposals, twoPersonRules, user } from "../../store/schema";
import { startTestStore, type TestStore } from "../../store/testing";
import { eventually } from "../../testing/eventually";
import { withDatabase, type FaultyDatabase } from "../../watched/faults/harness";
import { askPlan } from "../runs/ask-plan";
import { newPasswordFor } from "../runs/new-password";
import { readRun } from "../runs/read";
import { startRun } from "../runs/start";
import { listOpenProposals, listProposals } from "./list";
import { proposePlan } from "./propose";
import { askTwoPersonOff, confirmTwoPersonOff, readTwoPerson, switchTwoPersonOn } from "./two-person";
import { withdrawProposal } from "./withdraw";

const ada: Context = { actor: { kind: "user", id: "a", role: "admin" } };
const bob: Context = { actor: { kind: "user", id: "b", role: "admin" } };
const mem: Context = { actor: { kind: "user", id: "m", role: "member" } };
const eve: Context = { actor: { kind: "user", id: "e", role: "member" } };

const SHOP = `
  CREATE ROLE app LOGIN; GRANT CREATE ON SCHEMA public TO app; SET ROLE app;
  CREATE TABLE items (id serial PRIMARY KEY, v text); RESET ROLE;`;

let store: TestStore;
beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  vi.stubEnv("HEADROOM_SECRET", "a secret that is long enough for a test");
  await db()
    .insert(user)
    .values([
      { id: "a", name: "Ada", email: "a@example.com", role: "admin" },
      { id: "b", name: "Bob", email: "b@example.com", role: "admin" },
      { id: "m", name: "Mem", email: "m@example.com", role: "member" },
      { id: "e", name: "Eve", email: "e@example.com", role: "member" },
    ]);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await store.stop();
});
beforeEach(async () => {
  await db().delete(proposals);
  await db().delete(twoPersonRules);
  await db().update(user).set({ role: "admin" }).where(eq(user.id, "b"));
});

const register = (port: number, name: string): Promise<Database> =>
  addDatabase(
    system,
    databaseInputSchema.parse({
      name: "Orders",
      host: "127.0.0.1",
      port,
      database: name,
      user: "postgres",
      password: "",
      sslmode: "disable",
      target: { environment: "staging" },
    }),
  );

const inDatabase = (work: (registered: Database, database: FaultyDatabase) => Promise<void>) =>
  withDatabase({ major: 17, sql: SHOP }, async (database) => {
    await work(await register(database.port, database.name), database);
    await Promise.all([...localRuns().runs.values()].map(({ done }) => done));
  });

/** Request of a page: everything, with a password that this reader's page made. */
const askedBy = (ctx: Context) => ({
  for: { kind: "ready" as const },
  choices: { strategy: "owner" as const, verifier: newPasswordFor(ctx).verifier },
});

async function proposed(ctx: Context, { id }: Database, note = ""): Promise<string> {
  const asked = askedBy(ctx);
  const { fingerprint } = await askPlan(ctx, id, asked);
  return (await proposePlan(ctx, id, { ...asked, fingerprint, note })).id;
}

async function started(ctx: Context, { id }: Database, more: object = {}): Promise<string> {
  const asked = askedBy(ctx);
  const { fingerprint } = await askPlan(ctx, id, asked);
  return (await startRun(ctx, id, { ...asked, fingerprint, dry: false, ...more })).runId;
}

const endOf = (database: Database, runId: string): Promise<string> =>
  eventually(async () => {
    const { state, finishedAt } = await readRun(ada, database.id, runId);
    if (!isFinal(state) || finishedAt === null) throw new Error(state);
    return state;
  });

describe("a member", () => {
  test("makes a dry run and proposes, and neither applies, nor runs as another role, nor accepts a warning", () =>
    inDatabase(async (database) => {
      await expect(started(mem, database)).rejects.toThrow(NotAllowed);
      await expect(
        started(mem, database, { dry: true, as: { user: "postgres", password: "x" } }),
      ).rejects.toThrow(NotAllowed);
      await expect(started(mem, database, { dry: true, accepted: ["eventTriggers"] })).rejects.toThrow();
      expect(await endOf(database, await started(mem, database, { dry: true }))).toBe("rehearsed");
      await proposed(mem, database, "before the release");
      expect(await listProposals(ada, database.id)).toMatchObject([
        {
          by: "Mem",
          own: false,
          note: "before the release",
          request: { for: { kind: "ready" }, password: true },
        },
      ]);
      expect(await listOpenProposals(mem)).toMatchObject([{ own: true }]);
      const kept = JSON.stringify(await db().select().from(proposals));
      expect(kept).not.toContain("SCRAM-SHA-256$");
    }));

  test("withdraws the own proposal and no other person's", () =>
    inDatabase(async (database) => {
      const id = await proposed(mem, database);
      await expect(withdrawProposal(eve, database.id, id)).rejects.toThrow(NotAllowed);
      expect(await listProposals(ada, database.id)).toHaveLength(1);
      await withdrawProposal(mem, database.id, id);
      expect(await listProposals(ada, database.id)).toEqual([]);
      await expect(withdrawProposal(mem, database.id, id)).rejects.toThrow(NotFound);
    }));
});

describe("the two-person rule", () => {
  test("lets an admin apply what another person proposed, by whatever password, and nothing else", () =>
    inDatabase(async (database) => {
      await switchTwoPersonOn(ada, database.id);
      await expect(started(ada, database)).rejects.toThrow(/was not proposed/);
      await proposed(ada, database);
      await expect(started(ada, database)).rejects.toThrow(/you proposed this plan/);
      expect(await endOf(database, await started(ada, database, { dry: true }))).toBe("rehearsed");
      await proposed(mem, database);
      expect(await endOf(database, await started(ada, database))).toBe("applied");
      await eventually(async () => expect(await listProposals(ada, database.id)).toEqual([]));
      const actions = await db()
        .select({ action: auditEvents.action })
        .from(auditEvents)
        .where(eq(auditEvents.profileRef, database.id));
      expect(actions.map(({ action }) => action)).toEqual(
        expect.arrayContaining(["switch the two-person rule on", "propose a plan", "run a plan"]),
      );
    }));

  test("asks for a new proposal when the database changed since, or when it ran out", () =>
    inDatabase(async (database, { admin }) => {
      await switchTwoPersonOn(ada, database.id);
      await proposed(mem, database);
      await admin.query("CREATE TABLE more (id int PRIMARY KEY); ALTER TABLE more OWNER TO app");
      await expect(started(ada, database)).rejects.toThrow(/changed since/);
      await proposed(mem, database);
      await db()
        .update(proposals)
        .set({ expiresAt: new Date(0) });
      await expect(started(ada, database)).rejects.toThrow(/was not proposed/);
    }));

  test("is switched off by two admins alone, and stays on until the second", async () => {
    const database = await register(1, "nothing");
    await switchTwoPersonOn(ada, database.id);
    await expect(confirmTwoPersonOff(bob, database.id)).rejects.toThrow(/No admin asks/);
    await askTwoPersonOff(ada, database.id);
    await expect(confirmTwoPersonOff(ada, database.id)).rejects.toThrow(/Another admin confirms/);
    expect(await readTwoPerson(ada, database.id)).toMatchObject({ on: true, off: { by: "Ada", own: true } });
    await expect(removeDatabase(ada, database.id)).rejects.toThrow(Conflict);
    await confirmTwoPersonOff(bob, database.id);
    expect(await readTwoPerson(ada, database.id)).toEqual({
      on: false,
      since: null,
      off: null,
      blocked: null,
    });
  });

  test("is not switched off by a request that ran out", async () => {
    const database = await register(1, "nothing");
    await switchTwoPersonOn(ada, database.id);
    await askTwoPersonOff(ada, database.id);
    await db()
      .update(twoPersonRules)
      .set({ offAskedAt: new Date(0) });
    await expect(confirmTwoPersonOff(bob, database.id)).rejects.toThrow(/ran out/);
  });

  test("cannot be switched on where there is one admin only, which the page says", async () => {
    const database = await register(1, "nothing");
    await db().update(user).set({ role: "member" }).where(eq(user.id, "b"));
    expect(await readTwoPerson(ada, database.id)).toMatchObject({
      blocked: expect.stringMatching(/one admin only/),
    });
    await expect(switchTwoPersonOn(ada, database.id)).rejects.toThrow(/one admin only/);
  });
});
