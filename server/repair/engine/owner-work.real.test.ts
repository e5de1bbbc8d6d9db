import type { Client } from "pg";
import { describe, expect, test } from "vitest";
import type { Plan } from "@/lib/repair/plan/schema";
import type { Wanted } from "@/lib/repair/request";
import { targetSchema } from "@/lib/target/schema";
import type { Major } from "@/server/embedded/binaries";
import { versionsFor } from "@/server/testing/versions";
import { open } from "../../watched/faults/clusters";
import { withDatabase } from "../../watched/faults/harness";
import type { Login } from "../../watched/login";
import { planBy } from "./plan";
import { repairing, undoing, type Recipe } from "./recipe";
import { runPlan } from "./run";
import { dumpCatalogue } from "./testing/dump";

const TARGET = targetSchema.parse({ strategy: "owner" });
const READY: Wanted = { kind: "ready" };
const OWNERSHIP: Wanted = { kind: "checks", checks: ["tables.ownership"] };
const APP = `CREATE ROLE app LOGIN; GRANT CREATE, USAGE ON SCHEMA public TO app;`;
const ELECTRIC = "CREATE ROLE electric LOGIN REPLICATION;";

async function planned(login: Login, recipe: Recipe) {
  const made = await planBy(login, recipe);
  if ("connection" in made) throw new Error(JSON.stringify(made.connection.failure));
  return made;
}

async function apply(login: Login, recipe: Recipe): Promise<Plan> {
  const { plan, fingerprint } = await planned(login, recipe);
  expect(plan.missing).toEqual([]);
  const ended = await runPlan({
    login,
    recipe,
    fingerprint,
    dry: false,
    accepted: plan.acceptances.map(({ id }) => id),
  });
  expect(ended.state, ended.says).toBe("applied");
  return ended.plan ?? plan;
}

const repairingAs = (wanted: Wanted) => repairing(TARGET, wanted, {});

/** A subscription of `owner` that writes into a table of `maker`; `user` repairs. */
type Feed = { owner: string; maker: string; user: string; sql: string };
type Fed = { admin: Client; as: Login; arrives: (id: number) => Promise<void> };

const FEEDS = {
  app: { owner: "app", maker: "app", user: "postgres", sql: "" },
  keeper: {
    owner: "keeper",
    maker: "app",
    user: "postgres",
    sql: "CREATE ROLE keeper LOGIN; GRANT app TO keeper;",
  },
  replicator: {
    owner: "replicator",
    maker: "app",
    user: "postgres",
    sql: "CREATE ROLE replicator LOGIN REPLICATION; GRANT app TO replicator WITH INHERIT FALSE, SET TRUE;",
  },
  boss: {
    owner: "boss",
    maker: "boss",
    user: "boss",
    sql: "CREATE ROLE boss LOGIN CREATEROLE REPLICATION; GRANT CREATE ON SCHEMA public TO boss;",
  },
} satisfies Record<string, Feed>;

/** Sets a subscription up between two databases of a server of its own, works on it and takes it away. */
const fed = (
  major: Major,
  { owner, maker, user, sql }: Feed,
  work: (fed: Fed) => Promise<void>,
): Promise<void> =>
  withDatabase(
    {
      major,
      sql: `${APP} ${sql} SET ROLE ${maker}; CREATE TABLE items (id int PRIMARY KEY); RESET ROLE;`,
    },
    async ({ admin, login, name, port }) => {
      const other = `${name}_publisher`;
      await admin.query(`CREATE DATABASE ${other}`);
      if (user !== "postgres") await admin.query(`ALTER DATABASE ${name} OWNER TO ${user}`);
      await admin.query(`GRANT CREATE ON DATABASE ${name} TO ${owner}`);
      const publisher = await open(port, other, "postgres");
      await publisher.query("CREATE TABLE items (id int PRIMARY KEY)");
      await publisher.query("CREATE PUBLICATION feed FOR TABLE items");
      await publisher.query("SELECT pg_create_logical_replication_slot('feed', 'pgoutput')");
      await admin.query(
        `CREATE SUBSCRIPTION feed CONNECTION 'host=127.0.0.1 port=${port} dbname=${other} user=postgres' PUBLICATION feed
         WITH (enabled = false, slot_name = 'feed', create_slot = false, copy_data = false, password_required = false)`,
      );
      await admin.query(`ALTER SUBSCRIPTION feed OWNER TO ${owner}`);
      await admin.query("ALTER SUBSCRIPTION feed ENABLE");
      const arrives = async (id: number) => {
        await publisher.query("INSERT INTO items VALUES ($1)", [id]);
        const there = async () => (await admin.query("SELECT FROM items WHERE id = $1", [id])).rowCount;
        await expect.poll(there).toBe(1);
      };
      try {
        await arrives(1);
        await work({ admin, as: { ...login, user }, arrives });
      } finally {
        await admin.query("ALTER SUBSCRIPTION feed DISABLE");
        await admin.query("ALTER SUBSCRIPTION feed SET (slot_name = NONE)");
        await admin.query("DROP SUBSCRIPTION feed");
        await expect
          .poll(async () => (await admin.query("SELECT FROM pg_replication_slots WHERE active")).rowCount)
          .toBe(0);
        await publisher.query("SELECT pg_drop_replication_slot('feed')");
        await publisher.end();
        await admin.query(`DROP DATABASE ${other} WITH (FORCE)`);
      }
    },
  );

const ownerOfItems = async (admin: Client): Promise<unknown> =>
  (await admin.query("SELECT relowner::regrole::text AS owner FROM pg_class WHERE relname = 'items'")).rows;

describe.each([16, 18] as const)(
  "a subscription that writes into tables that change hands, on Postgres %i",
  (major) => {
    test.each([
      ["app", "by choice", { formerOwner: "membership" }],
      ["keeper", "by choice", { formerOwner: "membership" }],
      ["replicator", "by default, for it gains nothing by that", {}],
      ["boss", "by default, for it gains nothing by that", {}],
    ] as const)(
      "goes on writing after the repair, its undo and a clean-up: %s, which owns it, becomes a member %s",
      (feed, _why, choices) =>
        fed(major, FEEDS[feed], async ({ admin, as, arrives }) => {
          const ready = repairing(TARGET, READY, choices);
          const { maker } = FEEDS[feed];
          const ran = await apply(as, ready);
          expect(ran.consequences.join(" ")).toContain("The subscription feed writes into 1 table of these");
          expect(ran.promises).toContainEqual({ check: "tables.ownership", when: "commit" });
          expect(await ownerOfItems(admin)).toEqual([{ owner: "electric" }]);
          await arrives(2);
          await apply(as, undoing(TARGET, ran, "case"));
          expect(await ownerOfItems(admin)).toEqual([{ owner: maker }]);
          await arrives(3);
          await apply(as, ready);
          await apply(as, repairing(TARGET, { kind: "clean-up" }, { handTo: maker }));
          expect(await ownerOfItems(admin)).toEqual([{ owner: maker }]);
          await arrives(4);
        }),
    );

    test.each(["app", "keeper"] as const)(
      "keeps its table with the owner by default where membership would give %s REPLICATION, says why beforehand, and goes on writing",
      (feed) =>
        fed(major, FEEDS[feed], async ({ admin, as, arrives }) => {
          const ready = repairing(TARGET, READY, {});
          const { plan } = await planned(as, ready);
          expect(plan.leaves.filter(({ check }) => check === "tables.ownership")).toEqual([
            {
              check: "tables.ownership",
              why: `public.items stays with app: the subscription feed writes into it with the rights of its owner, which ${feed} has to be able to become, and membership in electric is not given by default: it would open REPLICATION. Choose how the former owner keeps working (grants or membership), or the strategy “member” or “manual”.`,
            },
          ]);
          expect(plan.promises.map(({ check }) => check)).not.toContain("tables.ownership");
          expect(plan.reach.map(({ role }) => role)).toEqual(["electric"]);
          const ran = await apply(as, ready);
          expect(await ownerOfItems(admin)).toEqual([{ owner: "app" }]);
          await arrives(2);
          await apply(as, undoing(TARGET, ran, "case"));
          await arrives(3);
          await apply(as, ready);
          await apply(as, repairing(TARGET, { kind: "clean-up" }, {}));
          await arrives(4);
        }),
    );
  },
);

const CLOSED = `CREATE FUNCTION plain(text) RETURNS text IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RETURN lower($1); END';
  REVOKE EXECUTE ON FUNCTION plain(text) FROM PUBLIC;`;

/** Tables whose owner calls a function that is closed to PUBLIC, and what fails once another role is their owner. */
const closed: { name: string; sql: string; does: string; by: "app" | "postgres" }[] = [
  {
    name: "an index",
    sql: "CREATE TABLE items (id int PRIMARY KEY, v text); CREATE INDEX ON items (plain(v)); INSERT INTO items VALUES (1, 'a');",
    does: "ANALYZE items",
    by: "postgres",
  },
  {
    name: "the predicate of an index",
    sql: "CREATE TABLE items (id int PRIMARY KEY, v text); CREATE INDEX ON items (id) WHERE plain(v) = 'a'; INSERT INTO items VALUES (1, 'a');",
    does: "ANALYZE items",
    by: "postgres",
  },
  {
    name: "extended statistics",
    sql: "CREATE TABLE items (id int PRIMARY KEY, v text); CREATE STATISTICS s ON (plain(v)) FROM items; INSERT INTO items VALUES (1, 'a');",
    does: "ANALYZE items",
    by: "postgres",
  },
  {
    name: "a CHECK of a table that a foreign key sets to NULL",
    sql: `CREATE TABLE parents (id int PRIMARY KEY);
      CREATE TABLE items (id int PRIMARY KEY, p int REFERENCES parents ON DELETE SET NULL, v text CHECK (plain(v) <> 'z'));
      INSERT INTO parents VALUES (1); INSERT INTO items VALUES (1, 1, 'a');`,
    does: "DELETE FROM parents",
    by: "app",
  },
  {
    name: "the default that a foreign key sets",
    sql: `CREATE TABLE parents (id int PRIMARY KEY);
      CREATE TABLE items (id int PRIMARY KEY, p int DEFAULT length(plain('ab')) REFERENCES parents ON DELETE SET DEFAULT);
      INSERT INTO parents VALUES (1), (2); INSERT INTO items VALUES (1, 1);`,
    does: "DELETE FROM parents WHERE id = 1",
    by: "app",
  },
];

describe.each(versionsFor("ends"))("a function that is closed to PUBLIC, on Postgres %i", (major) => {
  test.each(closed)("in $name is opened to the new owner, and closed by the undo", ({ sql, does, by }) =>
    withDatabase(
      { major, sql: `${APP} ${ELECTRIC} SET ROLE app; ${CLOSED} ${sql} RESET ROLE;` },
      async ({ admin, login, session }) => {
        const mayCall = async () =>
          (await admin.query("SELECT has_function_privilege('electric', 'plain(text)', 'EXECUTE') AS may"))
            .rows[0]?.may;
        // The step is needed: without it what the plan does makes the application's work fail.
        const client = await session(by);
        await admin.query("BEGIN; ALTER TABLE items OWNER TO electric; GRANT ALL ON items TO app; COMMIT");
        await expect(client.query(does)).rejects.toMatchObject({ code: "42501" });
        await admin.query("ALTER TABLE items OWNER TO app");

        const before = await dumpCatalogue(admin);
        const ran = await apply(login, repairingAs(READY));
        expect(await mayCall()).toBe(true);
        await apply(login, undoing(TARGET, ran, "case"));
        expect(await mayCall()).toBe(false);
        expect(await dumpCatalogue(admin)).toEqual(before);

        await apply(login, repairingAs(READY));
        await (await session(by)).query(does);
      },
    ),
  );
});

test("a function that whoever repairs may not open is missing beforehand, with who can and the SQL", () =>
  withDatabase(
    {
      major: 17,
      sql: `CREATE ROLE app LOGIN; CREATE ROLE keeper; CREATE ROLE boss LOGIN CREATEROLE REPLICATION; ${ELECTRIC}
        GRANT app TO boss WITH ADMIN OPTION; GRANT electric TO boss WITH ADMIN OPTION;
        GRANT CREATE, USAGE ON SCHEMA public TO app, keeper; SET ROLE keeper; ${CLOSED}
        GRANT EXECUTE ON FUNCTION plain(text) TO app; RESET ROLE;
        SET ROLE app; CREATE TABLE items (id int PRIMARY KEY, v text); CREATE INDEX ON items (plain(v)); RESET ROLE;`,
    },
    async ({ admin, login }) => {
      const as = { ...login, user: "boss" };
      const of = async () =>
        (await planned(as, repairingAs(OWNERSHIP))).plan.missing.filter(
          ({ what, rule }) => what.includes("plain") && rule === undefined,
        );
      expect(await of()).toEqual([
        {
          what: "boss may not pass on EXECUTE on public.plain(text), which keeper owns.",
          who: "keeper, a superuser, or a role that holds the privilege WITH GRANT OPTION.",
          sql: 'GRANT EXECUTE ON ROUTINE "public"."plain"("pg_catalog"."text") TO "boss" WITH GRANT OPTION;',
        },
      ]);
      for (const one of await of()) await admin.query(one.sql ?? "");
      expect(await of()).toEqual([]);
    },
  ));

test("a function that PUBLIC may call, or only who writes calls, stops nothing", () =>
  withDatabase(
    {
      sql: `${APP} ${ELECTRIC} SET ROLE app; ${CLOSED}
        CREATE FUNCTION free(text) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT lower($1)';
        CREATE TABLE parents (id int PRIMARY KEY);
        CREATE TABLE items (id int PRIMARY KEY, v text CHECK (plain(v) <> 'z'), d text DEFAULT plain('A'),
          p int REFERENCES parents ON DELETE CASCADE);
        CREATE INDEX ON items (free(v)); RESET ROLE;`,
    },
    async ({ login, session }) => {
      await apply(login, repairingAs(READY));
      const app = await session("app");
      await app.query("INSERT INTO parents VALUES (1); INSERT INTO items VALUES (1, 'a', 'b', 1)");
      expect((await app.query("DELETE FROM parents")).rowCount).toBe(1);
    },
  ));

const KEYS = `CREATE SCHEMA extra; CREATE TYPE extra.word;
  CREATE FUNCTION extra.word_in(cstring) RETURNS extra.word IMMUTABLE STRICT LANGUAGE internal AS 'textin';
  CREATE FUNCTION extra.word_out(extra.word) RETURNS cstring IMMUTABLE STRICT LANGUAGE internal AS 'textout';
  CREATE TYPE extra.word (INPUT = extra.word_in, OUTPUT = extra.word_out, LIKE = text, COLLATABLE = true);
  CREATE FUNCTION extra.eq(extra.word, extra.word) RETURNS bool IMMUTABLE STRICT LANGUAGE internal AS 'texteq';
  CREATE FUNCTION extra.lt(extra.word, extra.word) RETURNS bool IMMUTABLE STRICT LANGUAGE internal AS 'text_lt';
  CREATE FUNCTION extra.cmp(extra.word, extra.word) RETURNS int IMMUTABLE STRICT LANGUAGE internal AS 'bttextcmp';
  CREATE OPERATOR extra.= (LEFTARG = extra.word, RIGHTARG = extra.word, FUNCTION = extra.eq);
  CREATE OPERATOR extra.< (LEFTARG = extra.word, RIGHTARG = extra.word, FUNCTION = extra.lt);
  CREATE OPERATOR CLASS extra.word_ops DEFAULT FOR TYPE extra.word USING btree AS
    OPERATOR 1 extra.<, OPERATOR 3 extra.=, FUNCTION 1 extra.cmp(extra.word, extra.word);
  GRANT USAGE ON SCHEMA extra TO app;`;

/** Look-ups of foreign keys as the owner of the table that they ask. */
const keyed: { name: string; majors: Major[]; wanted: Wanted; sql: string; does: string[] }[] = [
  {
    name: "a key of a type in a schema that Electric's role may not use",
    majors: [14, 18],
    wanted: READY,
    sql: `${KEYS} SET ROLE app; CREATE TABLE parents (id extra.word PRIMARY KEY);
      CREATE TABLE items (id extra.word REFERENCES parents ON DELETE CASCADE);
      INSERT INTO parents VALUES ('a'), ('b'), ('c'); RESET ROLE;`,
    does: ["INSERT INTO items VALUES ('a'), ('b')", "DELETE FROM parents WHERE id::text = 'a'"],
  },
  {
    name: "a collation that has to be named, in such a schema",
    majors: [14, 17],
    wanted: READY,
    sql: `CREATE SCHEMA extra; GRANT USAGE ON SCHEMA extra TO app;
      CREATE COLLATION extra.loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
      SET ROLE app; CREATE TABLE parents (id text COLLATE extra.loose PRIMARY KEY);
      CREATE TABLE items (id text REFERENCES parents ON DELETE CASCADE); INSERT INTO parents VALUES ('a'), ('b'); RESET ROLE;`,
    does: ["INSERT INTO items VALUES ('a')", "DELETE FROM parents WHERE id = 'a'"],
  },
  {
    name: "the target's own schema, closed to Electric's role, when ownership alone is asked for",
    majors: [14, 17],
    wanted: OWNERSHIP,
    sql: `REVOKE ALL ON SCHEMA public FROM PUBLIC; ${ELECTRIC} SET ROLE app; CREATE TABLE parents (id int PRIMARY KEY);
      CREATE TABLE items (id int REFERENCES parents); INSERT INTO parents VALUES (1); RESET ROLE;`,
    does: ["INSERT INTO items VALUES (1)"],
  },
];

test.each(keyed.flatMap(({ majors, ...one }) => majors.map((major) => [one.name, major, one] as const)))(
  "%s, on Postgres %i: foreign keys go on as before",
  (_, major, { sql, wanted, does }) =>
    withDatabase({ major, sql: `${APP} ${sql}` }, async ({ login, session }) => {
      await apply(login, repairingAs(wanted));
      const app = await session("app");
      for (const statement of does)
        expect((await app.query(statement)).rowCount, statement).toBeGreaterThan(0);
    }),
);

const TRIGGERED = `SET ROLE app; CREATE SCHEMA closed; CREATE TABLE closed.log (t text);
  CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN INSERT INTO closed.log VALUES (current_user); RETURN coalesce(new, old); END';
  CREATE TABLE parents (id int PRIMARY KEY); CREATE TABLE items (id int PRIMARY KEY, p int REFERENCES parents ON DELETE CASCADE);
  INSERT INTO parents VALUES (1); INSERT INTO items VALUES (1, 1);`;

test.each([
  [14, "BEFORE DELETE", true],
  [18, "BEFORE DELETE", true],
  [17, "AFTER DELETE", false],
  [18, "AFTER DELETE", true],
  [17, "BEFORE INSERT", false],
] as const)(
  "on Postgres %i a trigger %s of a table that a foreign key deletes from is named where it runs as the owner: %s",
  (major, event, named) =>
    withDatabase({ major, sql: APP }, async ({ admin, login, name, session }) => {
      await admin.query(`GRANT CREATE ON DATABASE ${name} TO app`);
      await admin.query(
        `${TRIGGERED} CREATE TRIGGER noting ${event} ON items FOR EACH ROW EXECUTE FUNCTION note(); RESET ROLE;`,
      );
      const { consequences } = await apply(login, repairingAs(READY));
      expect(
        consequences.join(" ").includes("noting of public.items runs with the rights of the owner"),
      ).toBe(named);
      const deleted = (await session("app")).query("DELETE FROM parents");
      await (named
        ? expect(deleted).rejects.toMatchObject({ code: "42501" })
        : expect(deleted).resolves.toMatchObject({ rowCount: 1 }));
    }),
);

describe("a table of an extension", () => {
  const sql = `${APP} ${ELECTRIC} SET ROLE app; CREATE TABLE items (id int PRIMARY KEY); RESET ROLE;
    CREATE TABLE shapes (id int PRIMARY KEY); ALTER EXTENSION plpgsql ADD TABLE shapes;`;

  test("is no table of the application, and stays as it is where all of its schema is meant", () =>
    withDatabase({ sql }, async ({ admin, login }) => {
      await apply(login, repairingAs(READY));
      const owners = await admin.query(
        "SELECT relname, relowner::regrole::text AS owner FROM pg_class WHERE relname IN ('items', 'shapes') ORDER BY 1",
      );
      expect(owners.rows).toEqual([
        { relname: "items", owner: "electric" },
        { relname: "shapes", owner: "postgres" },
      ]);
    }));

  test("changes hands where it is named, and the plan says what a dump makes of that", () =>
    withDatabase({ sql }, async ({ login }) => {
      const target = targetSchema.parse({
        strategy: "owner",
        scope: { kind: "tables", tables: [{ schema: "public", name: "shapes" }] },
      });
      const { consequences } = await apply(login, repairing(target, READY, {}));
      expect(consequences.join(" ")).toContain("public.shapes belongs to the extension plpgsql");
    }));
});

test("a role that is called PUBLIC in capitals is a role like any other, and keeps its rights by grant", () =>
  withDatabase(
    {
      sql: `CREATE ROLE "PUBLIC" LOGIN; CREATE ROLE "current_user" LOGIN; GRANT CREATE ON SCHEMA public TO "PUBLIC", "current_user";
        SET ROLE "PUBLIC"; CREATE TABLE items (id int PRIMARY KEY); RESET ROLE;
        SET ROLE "current_user"; CREATE TABLE others (id int PRIMARY KEY); RESET ROLE; CREATE ROLE stranger LOGIN;`,
    },
    async ({ login, session }) => {
      await apply(login, repairingAs(READY));
      await (await session("PUBLIC")).query("INSERT INTO items VALUES (1)");
      await (await session("current_user")).query("INSERT INTO others VALUES (1)");
      await expect((await session("stranger")).query("SELECT FROM items")).rejects.toMatchObject({
        code: "42501",
      });
    },
  ));
