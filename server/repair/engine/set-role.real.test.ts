import { Client } from "pg";
import { describe, expect, test } from "vitest";
import { targetSchema } from "@/lib/target/schema";
import { withDatabase, type FaultyDatabase } from "../../watched/faults/harness";
import { planOn, planUndoOn } from "./plan";
import { repairing, undoing } from "./recipe";
import { runPlan } from "./run";
import type { Wanted } from "@/lib/repair/request";

/** cases/03: Electric's sessions act as the application, which made the publication for it. */
const SHOP = [
  `CREATE ROLE app LOGIN; CREATE ROLE electric LOGIN REPLICATION; GRANT app TO electric;
   CREATE TABLE items (id int PRIMARY KEY); ALTER TABLE items OWNER TO app`,
  `DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO app, electric', current_database()); END $$`,
];
const IN_DATABASE = `DO $$ BEGIN EXECUTE format('ALTER ROLE electric IN DATABASE %I SET role = ''app''', current_database()); END $$`;
/** For every role; the session that repairs keeps its own, as one that knew of it would. */
const ON_DATABASE = `DO $$ BEGIN
  EXECUTE format('ALTER DATABASE %I SET role = ''app''', current_database());
  EXECUTE format('ALTER ROLE postgres IN DATABASE %I SET role = ''none''', current_database());
END $$`;
const PUBLICATION = "CREATE PUBLICATION electric_publication_default";

const target = targetSchema.parse({ strategy: "member", environment: "development" });

async function apply({ login }: FaultyDatabase, wanted: Wanted) {
  const planned = await planOn(login, target, wanted, {});
  if ("connection" in planned) throw new Error("no session");
  const { plan, fingerprint } = planned;
  expect(plan.missing).toEqual([]);
  const ended = await runPlan({ login, recipe: repairing(target, wanted, {}), fingerprint, dry: false });
  expect(ended.state, ended.says).toBe("applied");
  return ended.plan ?? plan;
}

/** Returns what Electric asks of its publication, as one of its own sessions. */
async function ownsByName({ port, name }: FaultyDatabase): Promise<unknown> {
  const electric = new Client({ host: "127.0.0.1", port, database: name, user: "electric" });
  await electric.connect();
  try {
    const { rows } = await electric.query(
      "SELECT pg_get_userbyid(pubowner) = current_role AS owns, current_role::text AS acts FROM pg_publication",
    );
    return rows[0];
  } finally {
    await electric.end();
  }
}

describe.each([14, 16, 18] as const)("SET role on Postgres %i", (major) => {
  test.each([
    ["of the role in the database", IN_DATABASE],
    ["of the role", "ALTER ROLE electric SET role = 'app'"],
    ["of the database", ON_DATABASE],
  ])("%s is seen, reset by the plan together with the publication's owner, and undone", (_what, sql) =>
    withDatabase(
      { major, sql: [...SHOP, sql, "SET ROLE app", PUBLICATION, "RESET ROLE"], target },
      async (database) => {
        expect(await ownsByName(database)).toEqual({ owns: true, acts: "app" });
        expect(await database.findingOf("role.set_role")).toMatchObject({ status: "warn" });
        expect(await database.findingOf("publication.owner")).toMatchObject({ status: "pass" });
        const ran = await apply(database, { kind: "ready" });
        expect(await ownsByName(database)).toEqual({ owns: true, acts: "electric" });
        expect(await database.findingOf("role.set_role")).toMatchObject({ status: "pass" });
        const back = await planUndoOn(database.login, target, ran, "run");
        if ("connection" in back) throw new Error("no session");
        const undone = await runPlan({
          login: database.login,
          recipe: undoing(target, ran, "run"),
          fingerprint: back.fingerprint,
          dry: false,
        });
        expect(undone.state, undone.says).toBe("applied");
        expect(await ownsByName(database)).toEqual({ owns: true, acts: "app" });
      },
    ),
  );

  test("a publication of electric itself is judged by the role that its sessions act as, and goes to that one alone", () =>
    withDatabase(
      {
        major,
        sql: [
          ...SHOP,
          IN_DATABASE,
          PUBLICATION,
          "ALTER PUBLICATION electric_publication_default OWNER TO electric",
        ],
        target,
      },
      async (database) => {
        expect(await ownsByName(database)).toEqual({ owns: false, acts: "app" });
        const finding = await database.findingOf("publication.owner");
        expect(finding.status).toBe("fail");
        expect(finding.found).toContain("not by app, which the sessions of electric act as");
        await apply(database, { kind: "checks", checks: ["publication.owner"] });
        expect(await ownsByName(database)).toEqual({ owns: true, acts: "app" });
        await apply(database, { kind: "checks", checks: ["role.set_role"] });
        expect(await ownsByName(database)).toEqual({ owns: true, acts: "electric" });
      },
    ));

  test("the rights of the role that the sessions act as decide, as Electric finds them", () =>
    withDatabase(
      {
        major,
        sql: [
          `CREATE ROLE app LOGIN; CREATE ROLE "Other One" LOGIN; CREATE ROLE electric LOGIN REPLICATION; GRANT "Other One" TO electric;
           CREATE TABLE items (id int PRIMARY KEY); ALTER TABLE items OWNER TO app; GRANT SELECT ON items TO electric;
           CREATE TABLE secured (id int PRIMARY KEY); ALTER TABLE secured OWNER TO app; ALTER TABLE secured ENABLE ROW LEVEL SECURITY;
           GRANT SELECT ON secured TO electric, "Other One"; ALTER ROLE electric BYPASSRLS;
           CREATE SCHEMA shut; GRANT USAGE ON SCHEMA shut TO electric`,
          `ALTER ROLE electric SET role = 'Other One'`,
        ],
        target: { strategy: "manual", scope: { kind: "schemas", schemas: ["public", "shut"] } },
      },
      async (database) => {
        const electric = new Client({
          host: "127.0.0.1",
          port: database.port,
          database: database.name,
          user: "electric",
        });
        await electric.connect();
        await expect(electric.query("SELECT * FROM items")).rejects.toThrow("permission denied");
        await electric.end();
        const select = await database.findingOf("role.select");
        expect(select).toMatchObject({ status: "fail", objects: ["public.items"] });
        expect(select.ways[0]?.sql).toContain('TO "Other One"');
        expect(await database.findingOf("role.schema_usage")).toMatchObject({
          status: "fail",
          objects: ["shut"],
        });
        expect(await database.findingOf("role.row_security")).toMatchObject({
          status: "fail",
          objects: ["public.secured"],
        });
        for (const visitor of ["app", "Other One"])
          expect((await database.look({}, visitor)).role?.acting).toMatchObject({ name: "Other One" });
        await database.admin.query("ALTER ROLE electric RESET role");
        for (const check of ["role.select", "role.schema_usage"])
          expect([check, (await database.findingOf(check)).status]).toEqual([check, "pass"]);
      },
    ));

  test("a role that electric may not become is skipped at its login, and so it is here", () =>
    withDatabase(
      {
        major,
        sql: [
          ...SHOP,
          IN_DATABASE,
          "REVOKE app FROM electric",
          PUBLICATION,
          "ALTER PUBLICATION electric_publication_default OWNER TO electric",
        ],
        target,
      },
      async (database) => {
        expect(await ownsByName(database)).toEqual({ owns: true, acts: "electric" });
        expect(await database.findingOf("role.set_role")).toMatchObject({ status: "pass" });
        expect(await database.findingOf("publication.owner")).toMatchObject({ status: "pass" });
      },
    ));
});
