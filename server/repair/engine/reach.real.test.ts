import { describe, expect, test } from "vitest";
import type { Plan } from "@/lib/repair/plan/schema";
import type { Wanted } from "@/lib/repair/request";
import { targetSchema } from "@/lib/target/schema";
import type { Major } from "@/server/embedded/binaries";
import { versionsFor } from "@/server/testing/versions";
import { withDatabase, type FaultyDatabase } from "../../watched/faults/harness";
import { planBy } from "./plan";
import { repairing, undoing, type ChoicesInput } from "./recipe";
import { runPlan } from "./run";
import { dumpCatalogue } from "./testing/dump";
import { measuredGains, measureReach } from "./testing/reach";

const READY: Wanted = { kind: "ready" };

/** cases/31: two owners; one of them has a table with row security, and an index function that copies what the table's owner may read. */
const TWO_OWNERS = `
  CREATE ROLE ta LOGIN; CREATE ROLE tb LOGIN; CREATE ROLE dev LOGIN;
  CREATE SCHEMA a AUTHORIZATION ta; CREATE SCHEMA b AUTHORIZATION tb;
  SET ROLE tb; CREATE TABLE b.secret (id int PRIMARY KEY, s text); INSERT INTO b.secret VALUES (1, 'secret of b'); RESET ROLE;
  SET ROLE ta;
  CREATE TABLE a.items (id int PRIMARY KEY, x text); CREATE TABLE a.notes (id int PRIMARY KEY);
  INSERT INTO a.notes VALUES (1); ALTER TABLE a.notes ENABLE ROW LEVEL SECURITY; RESET ROLE;`;
const BOTH = targetSchema.parse({ strategy: "owner", scope: { kind: "schemas", schemas: ["a", "b"] } });

async function planned({ login }: FaultyDatabase, choices: ChoicesInput, target = BOTH) {
  const made = await planBy(login, repairing(target, READY, choices));
  if ("connection" in made) throw new Error(JSON.stringify(made.connection.failure));
  return made;
}

async function apply(database: FaultyDatabase, choices: ChoicesInput, target = BOTH): Promise<Plan> {
  const { plan, fingerprint } = await planned(database, choices, target);
  expect(plan.missing).toEqual([]);
  const recipe = repairing(target, READY, choices);
  const ended = await runPlan({ login: database.login, recipe, fingerprint, dry: false });
  expect(ended.state, ended.says).toBe("applied");
  return ended.plan ?? plan;
}

async function undo(database: FaultyDatabase, ran: Plan, target = BOTH): Promise<void> {
  const recipe = undoing(target, ran, "case");
  const made = await planBy(database.login, recipe);
  if ("connection" in made) throw new Error(JSON.stringify(made.connection.failure));
  const ended = await runPlan({ login: database.login, recipe, fingerprint: made.fingerprint, dry: false });
  expect(ended.state, ended.says).toBe("applied");
}

const onTwoOwners = (major: Major, run: (database: FaultyDatabase) => Promise<void>, sql = "") =>
  withDatabase({ major, sql: [TWO_OWNERS, ...(sql === "" ? [] : [sql])] }, run);

describe.each([16, 18] as const)("a role that only administers Electric's, on Postgres %i", (major) => {
  const ADMINISTERS = `CREATE ROLE electric LOGIN REPLICATION; CREATE ROLE keeper LOGIN;
    GRANT electric TO keeper WITH ADMIN TRUE, INHERIT FALSE, SET FALSE;`;

  test("could read what Electric gets by a grant to itself, so that it is named and nothing runs unasked", () =>
    onTwoOwners(
      major,
      async (database) => {
        const { missing } = (await planned(database, {})).plan;
        expect(missing.map(({ openTo }) => openTo)).toEqual(["keeper"]);
        expect(missing[0]?.what).toMatch(/ADMIN OPTION.*owner's rights on .*a\.items/);
        const ran = await apply(database, { openTo: ["keeper"] });
        expect(ran.steps.flatMap(({ opens }) => opens).filter(({ byGrant }) => byGrant)).not.toEqual([]);
        const keeper = await database.session("keeper");
        await expect(keeper.query("SELECT FROM a.items")).rejects.toMatchObject({ code: "42501" });
        await keeper.query("GRANT electric TO keeper WITH INHERIT TRUE");
        await keeper.query("SELECT FROM a.items");
      },
      ADMINISTERS,
    ));

  test("is out of the way once its ADMIN OPTION is taken back as the plan says", () =>
    onTwoOwners(
      major,
      async (database) => {
        const { missing } = (await planned(database, {})).plan;
        await database.admin.query(missing[0]?.sql ?? "");
        expect((await planned(database, {})).plan.missing).toEqual([]);
      },
      ADMINISTERS,
    ));
});

describe.each(versionsFor("ends"))("tables of several owners, on Postgres %i", (major) => {
  test("the strategy owner opens nothing of one owner to another, and both applications go on as before", () =>
    onTwoOwners(major, async (database) => {
      const { admin, session } = database;
      const [ta, tb] = [await session("ta"), await session("tb")];
      const dump = await dumpCatalogue(admin);
      const before = await measureReach(admin);
      const ran = await apply(database, {});
      expect(measuredGains(before, await measureReach(admin), "electric")).toEqual([]);
      expect(ran.reach.filter(({ electric, gains }) => !electric && gains.length > 0)).toEqual([]);
      await expect(ta.query("SELECT s FROM b.secret")).rejects.toMatchObject({ code: "42501" });
      await expect(ta.query("DROP TABLE b.secret")).rejects.toMatchObject({ code: "42501" });
      await expect(ta.query("SET ROLE electric")).rejects.toMatchObject({ code: "42501" });
      await expect(tb.query("SELECT FROM a.items")).rejects.toMatchObject({ code: "42501" });
      // What ta did before it does after: the table that row security spares it on stays its own.
      expect((await ta.query("SELECT FROM a.notes")).rowCount).toBe(1);
      await ta.query("INSERT INTO a.notes VALUES (2)");
      await ta.query("INSERT INTO a.items VALUES (1, 'q')");
      expect((await tb.query("UPDATE b.secret SET s = 'x'")).rowCount).toBe(1);
      expect(ran.promises.map(({ check }) => check)).not.toContain("tables.ownership");
      expect(ran.leaves.find(({ check }) => check === "tables.ownership")?.why).toMatch(
        /^a\.notes stays with ta: row security would begin to filter ta, and membership in electric is not given by default/,
      );
      const owners = await admin.query(
        "SELECT relname, relowner::regrole::text AS owner FROM pg_class WHERE relname IN ('items', 'notes', 'secret') ORDER BY 1",
      );
      expect(owners.rows).toEqual([
        { relname: "items", owner: "electric" },
        { relname: "notes", owner: "ta" },
        { relname: "secret", owner: "electric" },
      ]);
      await undo(database, ran);
      expect(await dumpCatalogue(admin)).toEqual(dump);
    }));

  test("membership that was chosen opens them, and a step names each table that each role then reaches", () =>
    onTwoOwners(major, async (database) => {
      const { admin, session } = database;
      const before = await measureReach(admin);
      const ran = await apply(database, { formerOwner: "membership" });
      const named = ran.steps.flatMap(({ opens }) =>
        opens.flatMap(({ role, gains }) => gains.flatMap(({ on }) => on.map((name) => `${role}: ${name}`))),
      );
      expect(named).toContain("ta: b.secret");
      expect(named).toContain("tb: a.notes");
      const gained = measuredGains(before, await measureReach(admin), "electric");
      for (const [role, on] of gained.filter(([, what]) => what.startsWith("table ")))
        expect(named).toContain(`${role}: ${on.slice("table ".length)}`);
      expect((await (await session("ta")).query("SELECT FROM b.secret")).rowCount).toBe(1);
      expect(gained.some(([, on, right]) => on === "server" && right === "REPLICATION")).toBe(major < 16);
    }));

  test("who is a member of Electric's role already reaches nothing more, unless it was allowed by name", () =>
    onTwoOwners(
      major,
      async (database) => {
        const { admin } = database;
        const { plan } = await planned(database, {});
        expect(plan.missing.map(({ openTo }) => openTo)).toEqual(["dev"]);
        expect(plan.missing[0]?.what).toMatch(
          /^dev has the rights of electric and would newly reach .* b\.secret/,
        );
        const before = await measureReach(admin);
        const ran = await apply(database, { openTo: ["dev"] });
        const opened = ran.steps.flatMap(({ opens }) => opens);
        expect(new Set(opened.map(({ role }) => role))).toEqual(new Set(["dev"]));
        const gained = measuredGains(before, await measureReach(admin), "electric");
        expect(new Set(gained.map(([role]) => role))).toEqual(new Set(["dev"]));
      },
      "CREATE ROLE electric LOGIN REPLICATION; GRANT electric TO dev;",
    ));
});

const DOCKER = `CREATE TABLE items (id int PRIMARY KEY); CREATE ROLE plain LOGIN; GRANT CREATE, USAGE ON SCHEMA public TO plain;`;
const PUBLIC = targetSchema.parse({ strategy: "member", environment: "development" });

describe.each(versionsFor("ends"))("a table that a superuser owns, on Postgres %i", (major) => {
  const cases: { name: string; owner: string; sql: string; says: RegExp; below?: number }[] = [
    {
      name: "the bootstrap superuser",
      owner: "postgres",
      sql: DOCKER,
      says: /^Role postgres is a superuser: membership would hand over the server\.$/,
    },
    {
      name: "another superuser",
      owner: "root_su",
      sql: `${DOCKER} CREATE ROLE root_su SUPERUSER; ALTER TABLE items OWNER TO root_su;`,
      says: /^Role root_su is a superuser/,
    },
    {
      name: "a member of a superuser",
      owner: "plain",
      sql: `${DOCKER} GRANT postgres TO plain; ALTER TABLE items OWNER TO plain;`,
      says: /^Role plain is a member of postgres, a superuser/,
    },
    {
      name: "a role that runs programs on the server",
      owner: "plain",
      sql: `${DOCKER} GRANT pg_execute_server_program TO plain; ALTER TABLE items OWNER TO plain;`,
      says: /^Role plain is a member of pg_execute_server_program, which runs programs/,
    },
    {
      name: "a role with CREATEROLE",
      owner: "plain",
      sql: `${DOCKER} ALTER ROLE plain CREATEROLE; ALTER TABLE items OWNER TO plain;`,
      says: /^Role plain has CREATEROLE/,
      below: 16,
    },
  ];

  test.each(cases.filter(({ below = 99 }) => major < below))(
    "of $name is no table for the strategy member: the plan says why, and no check advises it",
    ({ owner, sql, says }) =>
      withDatabase({ major, sql, target: { strategy: "member" } }, async (database) => {
        const { plan } = await planned(database, {}, PUBLIC);
        expect(plan.missing.map(({ what }) => what)).toEqual([expect.stringMatching(says)]);
        expect(plan.missing[0]?.who).toContain("“owner” or “manual”");
        const joined = plan.steps.flatMap(({ changes }) =>
          changes.flatMap((one) => (one.kind === "membership" ? [one.role] : [])),
        );
        expect(joined).not.toContain(owner);
        const asked = [
          "tables.ownership",
          "role.future_tables",
          "role.select",
          "role.exists",
          "role.row_security",
        ];
        for (const id of asked) {
          const { ways } = await database.findingOf(id);
          for (const { sql: statements = "" } of ways)
            expect(statements).not.toContain(`GRANT "${owner}" TO "electric"`);
        }
        const { ways } = await database.findingOf("tables.ownership");
        expect(ways.map((way) => way.says).join(" ")).toMatch(new RegExp(says.source.replace(/[$^]/g, "")));
        expect(ways[0]?.sql).toContain("OWNER TO");
      }),
  );

  test("goes to Electric's role with the strategy owner, which gives no other role anything", () =>
    withDatabase({ major, sql: DOCKER }, async (database) => {
      const { admin } = database;
      const target = { ...PUBLIC, strategy: "owner" as const };
      const before = await measureReach(admin);
      await apply(database, {}, target);
      expect(measuredGains(before, await measureReach(admin), "electric")).toEqual([]);
      const electric = await database.session("electric");
      await expect(electric.query("SELECT FROM pg_authid")).rejects.toMatchObject({ code: "42501" });
      await expect(electric.query("SELECT pg_read_file('pg_hba.conf')")).rejects.toMatchObject({
        code: "42501",
      });
      await expect(electric.query("SET ROLE postgres")).rejects.toMatchObject({ code: "42501" });
    }));

  test("a role that only has CREATEROLE from 16 on is joined as before", () =>
    withDatabase(
      { major, sql: `${DOCKER} ALTER ROLE plain CREATEROLE; ALTER TABLE items OWNER TO plain;` },
      async (database) => {
        const { plan } = await planned(database, {}, PUBLIC);
        expect(plan.missing.length).toBe(major < 16 ? 1 : 0);
      },
    ));
});
