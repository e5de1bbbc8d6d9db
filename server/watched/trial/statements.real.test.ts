import { describe, expect, test } from "vitest";
import { targetSchema } from "@/lib/target/schema";
import { judgeTrial } from "@/lib/trial/judge";
import { MAJORS } from "@/server/embedded/binaries";
import { withDatabase } from "../faults/harness";
import { brief, leftIn, MEMBER, SOUND, tried } from "../faults/trial";

const MANUAL = targetSchema.parse({ strategy: "manual", environment: "development" });
const WELL = [
  "set role done",
  "settings done",
  "rights done",
  "encoding done",
  "create publication done",
  "read publication done",
  "publish table done",
  "set identity done",
  "may read table done",
];

/** cases/04: the function of an event trigger may not do for Electric what it does for its author. */
const LOGGING = `CREATE SCHEMA audit; CREATE TABLE audit.ddl_log (who text, tag text);
  CREATE FUNCTION audit.log_ddl() RETURNS event_trigger LANGUAGE plpgsql AS
    $$ BEGIN INSERT INTO audit.ddl_log VALUES (current_user, tg_tag); END $$;
  CREATE EVENT TRIGGER log_ddl ON ddl_command_end EXECUTE FUNCTION audit.log_ddl();`;
/** cases/40, block 11. */
const FROZEN = `CREATE FUNCTION no_ddl() RETURNS event_trigger LANGUAGE plpgsql AS
    $$ BEGIN IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE EXCEPTION 'DDL is frozen'; END IF; END $$;
  CREATE EVENT TRIGGER frozen ON ddl_command_start EXECUTE FUNCTION no_ddl();`;

describe.each(MAJORS)("a trial of statements on Postgres %i", (major) => {
  test("passes each step on a sound database, and leaves nothing", () =>
    withDatabase({ major, sql: SOUND }, async (database) => {
      const before = await leftIn(database);
      expect(brief(await tried(database.login))).toEqual(WELL);
      expect(await leftIn(database)).toEqual(before);
    }));
});

describe.each([14, 18] as const)("a trial of statements on Postgres %i", (major) => {
  test.each([
    ["that refuses DDL at its start", FROZEN, "frozen", "P0001"],
    ["whose function lacks a right", LOGGING, "log_ddl", "42501"],
  ] as const)("names an event trigger %s", (_what, sql, name, code) =>
    withDatabase({ major, sql: [...SOUND, sql] }, async (database) => {
      const outcomes = await tried(database.login);
      const failed = outcomes.filter(({ result }) => result === "failed");
      expect(failed).toMatchObject([{ step: "create publication", sqlstate: code, triggers: [name] }]);
      expect(failed[0]?.context).toContain("PL/pgSQL function");
      const finding = judgeTrial(outcomes).find(({ id }) => id === "trial.publication");
      expect(finding?.status).toBe("fail");
      expect(finding?.found).toContain(`in event trigger ${name}`);
      expect(finding?.ways.map(({ sql: way }) => way)).toContain(`ALTER EVENT TRIGGER "${name}" DISABLE;`);
    }),
  );

  test("finds an event trigger that refuses ALTER PUBLICATION on a database that is prepared", () =>
    withDatabase(
      {
        major,
        sql: [
          ...SOUND,
          `SET ROLE electric; CREATE PUBLICATION electric_publication_default FOR TABLE items; RESET ROLE;
           ALTER TABLE items REPLICA IDENTITY FULL; ALTER TABLE "Odd ""; --🚀" REPLICA IDENTITY FULL`,
          LOGGING,
        ],
      },
      async (database) => {
        const before = await leftIn(database);
        const failed = (await tried(database.login)).filter(({ result }) => result === "failed");
        expect(failed.map(({ step, objects }) => [step, objects[0]])).toEqual([
          ["publish table", 'public."Odd ""; --🚀"'],
          ["publish table", "public.items"],
        ]);
        expect(await leftIn(database)).toEqual(before);
      },
    ));

  test("finds a function and a catalogue that were taken from PUBLIC", () =>
    withDatabase(
      {
        major,
        sql: [
          ...SOUND,
          "REVOKE EXECUTE ON FUNCTION pg_advisory_lock(bigint) FROM PUBLIC; REVOKE SELECT ON pg_publication_rel FROM PUBLIC",
        ],
      },
      async (database) => {
        const rights = (await tried(database.login)).filter(({ step }) => step === "rights");
        expect(rights.map(({ result, objects }) => [result, objects[0]])).toEqual([
          ["failed", "pg_catalog.pg_advisory_lock(bigint)"],
          ["failed", "pg_catalog.pg_publication_rel"],
        ]);
      },
    ));

  test("acts as the role that ALTER ROLE … SET role fixes, which does not own the publication", () =>
    withDatabase(
      {
        major,
        sql: [
          ...SOUND,
          "SET ROLE electric",
          "CREATE PUBLICATION electric_publication_default",
          "RESET ROLE",
          "ALTER ROLE electric SET role = app",
        ],
      },
      async (database) => {
        const outcomes = await tried(database.login);
        expect(outcomes[0]?.says).toContain("act as app");
        expect(outcomes.find(({ step }) => step === "read publication")?.says).toContain("not to app");
        expect(brief(outcomes).filter((line) => line.startsWith("publish table failed"))).toHaveLength(2);
      },
    ));
});

test("a read-only default of Electric's sessions refuses CREATE PUBLICATION", () =>
  withDatabase(
    { sql: [...SOUND, "ALTER ROLE electric SET default_transaction_read_only = on"] },
    async ({ login }) => {
      expect(brief(await tried(login))).toContain("create publication failed 25006");
    },
  ));

test("a table of another owner cannot be published, the others can", () =>
  withDatabase(
    { sql: [...SOUND, "CREATE TABLE foreign_one (id int); GRANT SELECT ON foreign_one TO electric"] },
    async ({ login }) => {
      const outcomes = await tried(login);
      expect(outcomes.filter(({ result }) => result === "failed")).toMatchObject([
        { step: "publish table", objects: ["public.foreign_one"], sqlstate: "42501" },
      ]);
      expect(
        outcomes.find(({ step, result }) => step === "publish table" && result === "done")?.objects,
      ).toHaveLength(2);
    },
  ));

test("a table whose lock is held is not waited for, and its holder is named", () =>
  withDatabase({ sql: SOUND }, async ({ login, session }) => {
    const holder = await session("app");
    await holder.query("BEGIN; LOCK TABLE items IN ACCESS SHARE MODE");
    const untaken = (await tried(login)).filter(({ result }) => result === "not tried");
    expect(untaken).toMatchObject([{ step: "publish table", objects: ["public.items"] }]);
    expect(untaken[0]?.says).toMatch(/^public\.items: held by session \d+ of app/);
  }));

test("in manual mode nothing is altered: what is missing is told, and what is there passes", () =>
  withDatabase(
    {
      sql: [
        ...SOUND,
        "CREATE PUBLICATION electric_publication_default FOR TABLE items; ALTER TABLE items REPLICA IDENTITY FULL",
      ],
    },
    async ({ login }) => {
      const outcomes = await tried(login, MANUAL);
      expect(outcomes.filter(({ result }) => result === "failed")).toMatchObject([
        { step: "publish table", objects: ['public."Odd ""; --🚀"'] },
      ]);
      expect(brief(outcomes)).toContain("publish table not needed");
    },
  ));

test.each([
  ["an admin with CREATEROLE that may not become it", "CREATE ROLE visitor LOGIN CREATEROLE"],
  ["a role that may see almost nothing", "CREATE ROLE visitor LOGIN"],
  ["the owner of the tables", "ALTER ROLE app RENAME TO visitor"],
] as const)("%s tries nothing and is told which grant lets it", (_who, sql) =>
  withDatabase({ major: 17, sql: [...SOUND, sql], visitor: "visitor" }, async (database) => {
    const outcomes = await tried(database.login);
    expect(brief(outcomes)).toEqual(["set role not tried 42501"]);
    const [finding] = judgeTrial(outcomes);
    expect(finding).toMatchObject({ id: "trial.role", status: "unknown" });
    expect(finding?.ways[0]?.sql).toBe('GRANT "electric" TO "visitor" WITH INHERIT FALSE, SET TRUE;');
  }),
);

/** An admin as PlanetScale gives one: no superuser, with ADMIN OPTION on the roles that it makes (16 and newer). */
const MANAGED = [
  `CREATE ROLE visitor LOGIN CREATEROLE REPLICATION; CREATE ROLE app LOGIN; SET ROLE visitor;
   CREATE ROLE electric LOGIN REPLICATION; RESET ROLE; GRANT app TO electric;
   GRANT CREATE, USAGE ON SCHEMA public TO app; SET ROLE app; CREATE TABLE items (id int PRIMARY KEY); RESET ROLE`,
  `DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO electric', current_database()); END $$`,
];

test("an admin without superuser that made Electric's role becomes it by a grant that is rolled back", () =>
  withDatabase({ major: 17, sql: MANAGED, visitor: "visitor" }, async (database) => {
    const before = await leftIn(database);
    expect(brief(await tried(database.login))).toEqual(WELL);
    expect(await leftIn(database)).toEqual(before);
    const session = await database.session("visitor");
    await expect(session.query("SET ROLE electric")).rejects.toMatchObject({ code: "42501" });
  }));

test("on Postgres 14 an admin with CREATEROLE becomes Electric's role by a grant that is rolled back", () =>
  withDatabase(
    { major: 14, sql: [...SOUND, "CREATE ROLE visitor LOGIN CREATEROLE"], visitor: "visitor" },
    async (database) => {
      const before = await leftIn(database);
      expect(brief(await tried(database.login))).toEqual(WELL);
      expect(await leftIn(database)).toEqual(before);
    },
  ));

test("code of a role that is no superuser is not run unasked", () =>
  withDatabase(
    {
      sql: [
        ...SOUND,
        `CREATE SEQUENCE calls; GRANT USAGE ON SEQUENCE calls TO PUBLIC;
         CREATE FUNCTION hear() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN PERFORM nextval(''calls''); END';
         ALTER FUNCTION hear() OWNER TO app; CREATE EVENT TRIGGER hearing ON ddl_command_start EXECUTE FUNCTION hear();`,
      ],
    },
    async ({ login, admin }) => {
      await admin.query("SELECT setval('calls', 1, false)");
      const outcomes = await tried(login);
      expect(brief(outcomes)).toContain("create publication not tried");
      expect(brief(outcomes).some((line) => line.startsWith("publish table"))).toBe(false);
      expect((await admin.query("SELECT is_called FROM calls")).rows[0]?.is_called).toBe(false);
    },
  ));

test("a function that resets the role changes nothing for the steps after it", () =>
  withDatabase(
    {
      sql: [
        ...SOUND,
        `CREATE TABLE foreign_one (id int); GRANT SELECT ON foreign_one TO electric;
         CREATE FUNCTION back() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN RESET ROLE; END';
         CREATE EVENT TRIGGER back ON ddl_command_end EXECUTE FUNCTION back();`,
      ],
    },
    async ({ login }) => {
      const outcomes = await tried(login, MEMBER);
      expect(outcomes.filter(({ result }) => result === "failed")).toMatchObject([
        { step: "publish table", objects: ["public.foreign_one"], sqlstate: "42501" },
      ]);
    },
  ));
