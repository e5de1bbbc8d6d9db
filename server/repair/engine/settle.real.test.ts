import { expect, test } from "vitest";
import type { Plan } from "@/lib/repair/plan/schema";
import { targetSchema } from "@/lib/target/schema";
import { withDatabase, type FaultyDatabase } from "../../watched/faults/harness";
import { planOn } from "./plan";
import { repairing } from "./recipe";
import { runPlan } from "./run";
import { outcomeOf } from "./settle";

const SHOP = `
  CREATE ROLE app LOGIN; GRANT CREATE ON SCHEMA public TO app; SET ROLE app;
  CREATE TABLE items (id serial PRIMARY KEY); CREATE TABLE notes (id int PRIMARY KEY); RESET ROLE;`;
const target = targetSchema.parse({ strategy: "owner" });
const READY = { kind: "ready" as const };

/** Makes a server forget a transaction, as one that is older than what it keeps (PostgreSQL docs, 9.26.8). */
const FORGET = `
  CREATE OR REPLACE FUNCTION pg_catalog.pg_xact_status(xid8) RETURNS text LANGUAGE sql AS 'SELECT NULL::text'`;

const plan = async ({ login }: FaultyDatabase): Promise<{ plan: Plan; fingerprint: string }> => {
  const planned = await planOn(login, target, READY, {});
  if ("connection" in planned) throw new Error(JSON.stringify(planned.connection.failure));
  return planned;
};

/** Runs the repair and returns the id of its transaction, with the plan that ran. */
async function apply(database: FaultyDatabase): Promise<{ xid: string; plan: Plan }> {
  const { fingerprint } = await plan(database);
  const { login } = database;
  const ended = await runPlan({ login, recipe: repairing(target, READY, {}), fingerprint, dry: false });
  if (ended.xid === null || ended.plan === null || ended.state !== "applied") throw new Error(ended.says);
  return { xid: ended.xid, plan: ended.plan };
}

/** The id of a transaction that was rolled back. */
async function rolledBack({ admin }: FaultyDatabase): Promise<string> {
  await admin.query("BEGIN");
  const { rows } = await admin.query<{ xid: string }>("SELECT pg_current_xact_id()::text AS xid");
  await admin.query("ROLLBACK");
  return rows[0]?.xid ?? "";
}

const inShop = (work: (database: FaultyDatabase) => Promise<void>) => withDatabase({ sql: SHOP }, work);
const settled = ({ login }: FaultyDatabase, xid: string, ran: Plan) =>
  outcomeOf(login, { xid, plan: ran, target });

test("what the server remembers is what it says, whatever stands", () =>
  inShop(async (database) => {
    const before = await plan(database);
    const gone = await rolledBack(database);
    const { xid, plan: ran } = await apply(database);
    expect(await settled(database, xid, ran)).toMatchObject({ outcome: "committed" });
    expect(await settled(database, gone, before.plan)).toMatchObject({ outcome: "rolled back" });
  }));

test("a forgotten transaction whose rows are there was committed, also where somebody has changed a part since", () =>
  inShop(async (database) => {
    const { xid, plan: ran } = await apply(database);
    await database.admin.query(FORGET);
    expect(await settled(database, xid, ran)).toEqual({
      outcome: "committed",
      says: expect.stringMatching(/Rows of the catalogue were written by it.*verified before\.$/),
    });
    await database.admin.query("ALTER TABLE items OWNER TO app; ALTER TABLE items REPLICA IDENTITY DEFAULT");
    expect(await settled(database, xid, ran)).toEqual({
      outcome: "committed",
      says: expect.stringMatching(/\d+ (?:has|have) been changed since: .*the owner of public\.items/),
    });
  }));

test("one whose mark is gone was committed where all of its changes stand", () =>
  inShop(async (database) => {
    const gone = await rolledBack(database);
    const { plan: ran } = await apply(database);
    await database.admin.query(FORGET);
    expect(await settled(database, gone, ran)).toEqual({
      outcome: "committed",
      says: expect.stringMatching(/All of its \d+ changes stand/),
    });
  }));

test("one of which nothing stands was rolled back", () =>
  inShop(async (database) => {
    const gone = await rolledBack(database);
    const { plan: planned } = await plan(database);
    await database.admin.query(FORGET);
    expect(await settled(database, gone, planned)).toEqual({
      outcome: "rolled back",
      says: expect.stringMatching(/None of its \d+ changes stands/),
    });
  }));

test("one that left no row, and of which a part stands, is taken for rolled back, and both parts are named", () =>
  inShop(async (database) => {
    const gone = await rolledBack(database);
    const { plan: planned } = await plan(database);
    await database.admin.query("ALTER TABLE notes REPLICA IDENTITY FULL");
    await database.admin.query(FORGET);
    const outcome = await settled(database, gone, planned);
    expect(outcome).toMatchObject({ outcome: "rolled back" });
    expect(JSON.stringify(outcome)).toMatch(
      /1 change of it stands all the same: the replica identity of public\.notes\. \d+ changes of it do not stand: /,
    );
  }));

test("a role that may not read roles finds the mark in what it may read", () =>
  inShop(async (database) => {
    const { xid, plan: ran } = await apply(database);
    await database.admin.query(FORGET);
    await database.admin.query("CREATE ROLE visitor LOGIN; ALTER TABLE items OWNER TO app");
    const asVisitor = { ...database, login: { ...database.login, user: "visitor" } };
    expect(await settled(asVisitor, xid, ran)).toMatchObject({ outcome: "committed" });
  }));

test("a server that took another's place at its address is not asked for the other's transaction, but looked at", () =>
  inShop(async (database) => {
    const { xid, plan: ran } = await apply(database);
    if (ran.place === undefined) throw new Error("The plan has no place.");
    const there = { ...ran, place: { ...ran.place, system: "7" } };
    expect(await settled(database, await rolledBack(database), there)).toEqual({
      outcome: "committed",
      says: expect.stringContaining("Another server has taken the place"),
    });
    expect(await settled(database, xid, { ...there, place: { ...there.place, port: 1 } })).toBe("elsewhere");
  }));

test("where a server's identifier is closed to the role, the database's oid tells that it is the same one", () =>
  inShop(async (database) => {
    await database.admin.query("REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC");
    await database.admin.query("CREATE ROLE visitor LOGIN");
    const { xid, plan: ran } = await apply(database);
    const asVisitor = { ...database, login: { ...database.login, user: "visitor" } };
    expect(await settled(asVisitor, xid, ran)).toMatchObject({
      outcome: "committed",
      says: expect.stringContaining("The database says"),
    });
  }));
