import { describe, expect, test } from "vitest";
import { checks } from "@/lib/checks";
import type { Finding } from "@/lib/checks/finding";
import { judgeAll } from "@/lib/checks/judge";
import { verdictOf } from "@/lib/checks/verdict";
import type { Plan } from "@/lib/repair/plan/schema";
import { targetSchema, type Strategy } from "@/lib/target/schema";
import type { Major } from "@/server/embedded/binaries";
import { planOn } from "@/server/repair/engine/plan";
import { withDatabase, type FaultyDatabase, type TargetInput } from "./faults/harness";
import { caseStatements } from "./testing/cases";

/*
 * Situations that were reported, each by the SQL that it was reported with. Others have a test where their subject is
 * (docs/testing.md, Reported cases).
 */

const ROLES =
  "CREATE ROLE app LOGIN; CREATE ROLE electric LOGIN REPLICATION PASSWORD 'x'; GRANT app TO electric;";
const CREATE =
  "DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO electric', current_database()); END $$";
const ITEMS = `GRANT CREATE, USAGE ON SCHEMA public TO app, electric; CREATE TABLE items (id int PRIMARY KEY, v text); ALTER TABLE items OWNER TO app;
  INSERT INTO items VALUES (1, 'a'), (2, 'a')`;
const PUBLICATION =
  "CREATE PUBLICATION electric_publication_default WITH (publish_via_partition_root = true); ALTER PUBLICATION electric_publication_default OWNER TO electric";
const BASE = [ROLES, CREATE, ITEMS];
/** The base of facts that were observed with Electric. */
const OBSERVED = [ROLES, CREATE, "GRANT CREATE, USAGE ON SCHEMA public TO app, electric", PUBLICATION];

const targetOf = (input: TargetInput) => targetSchema.parse({ environment: "development", ...input });

type Judged = { verdict: string; of(id: string): Finding; database: FaultyDatabase };

/** Runs the statements by the superuser one by one and judges the database, as the command line does. */
function judged(
  {
    major = 17,
    strategy = "member",
    statements,
  }: { major?: Major; strategy?: Strategy; statements: string[] },
  then: (judged: Judged) => void | Promise<void>,
): Promise<void> {
  return withDatabase({ major }, async (database) => {
    for (const statement of statements) await database.admin.query(statement);
    const target = targetOf({ strategy });
    const findings = judgeAll(checks, await database.look(target), target);
    const of = (id: string): Finding => {
      const finding = findings.find((one) => one.id === id);
      if (finding === undefined) throw new Error(`There is no finding ${id}.`);
      return finding;
    };
    await then({ verdict: verdictOf(findings, checks), of, database });
  });
}

async function planned({ login }: FaultyDatabase, strategy: Strategy): Promise<Plan> {
  const made = await planOn(login, targetOf({ strategy }), { kind: "ready" }, {});
  if ("connection" in made) throw new Error("no session");
  return made.plan;
}

const statementsOf = ({ steps }: Plan): string[] => steps.flatMap(({ statements }) => statements);

test.each([
  [14, "is older than electric_publication_default"],
  [18, "skips what was written before"],
] as const)(
  "01, Postgres %i: a slot that is older than its publication is no slot to start with",
  async (major, words) => {
    const [make = "", ...rest] = await caseStatements("01-publication-newer-than-slot");
    // The publication that is made later is the one that a plan of before would have made.
    const again = [make, "ALTER PUBLICATION electric_publication_default OWNER TO electric"];
    await judged(
      { major, statements: [...BASE, make, ...rest.slice(0, -1), ...again] },
      async ({ verdict, of, database }) => {
        expect(verdict).toBe("not ready");
        expect(of("slot.publication")).toMatchObject({ status: "fail" });
        expect(of("slot.publication").found).toContain(words);
        const proof = database.admin.query(rest.at(-1) ?? "");
        if (major === 14) await expect(proof).rejects.toMatchObject({ code: "42704" });
        else await proof;
        const last = statementsOf(await planned(database, "member")).at(-1);
        expect(last).toBe("SELECT pg_catalog.pg_drop_replication_slot('electric_slot_default')");
      },
    );
  },
);

test.each([14, 17] as const)(
  "02, Postgres %i: membership in a superuser is refused and never advised",
  async (major) => {
    const [table = ""] = await caseStatements("02-member-of-bootstrap-superuser");
    await judged({ major, statements: [ROLES, table] }, async ({ of, database }) => {
      const finding = of("tables.ownership");
      expect(finding.status).toBe("fail");
      expect(finding.ways.map(({ says }) => says).join()).toContain("membership would hand over the server");
      expect(finding.ways.flatMap(({ sql }) => sql ?? []).join()).not.toContain('GRANT "postgres"');
      const { missing, steps } = await planned(database, "member");
      expect(missing.map(({ what }) => what)).toContain(
        "Role postgres is a superuser: membership would hand over the server.",
      );
      expect(steps.flatMap(({ statements }) => statements).join()).not.toContain('GRANT "postgres"');
    });
  },
);

test.each([14, 17] as const)(
  "03, Postgres %i: a role that sessions become is named, and owns the publication",
  async (major) => {
    const [set = ""] = await caseStatements("03-set-role");
    await withDatabase({ major, sql: BASE }, async ({ admin, name, findingOf }) => {
      await admin.query(set.replace("IN DATABASE sr", `IN DATABASE ${name}`));
      const seen = await findingOf("role.set_role", { strategy: "member" });
      expect(seen).toMatchObject({ status: "warn" });
      expect(seen.found).toContain("pg_drop_replication_slot is refused");
      expect(seen.ways[0]?.sql).toBe(`ALTER ROLE "electric" IN DATABASE "${name}" RESET role;`);
      await admin.query(
        "CREATE PUBLICATION electric_publication_default; ALTER PUBLICATION electric_publication_default OWNER TO app",
      );
      expect(await findingOf("publication.owner", { strategy: "member" })).toMatchObject({ status: "pass" });
    });
  },
);

test.each([14, 17] as const)(
  "04, Postgres %i: an event trigger at Electric's statements is named with its function",
  async (major) => {
    const statements = (await caseStatements("04-event-trigger")).slice(0, -1);
    await judged({ major, statements: [...BASE, ...statements] }, ({ of, verdict }) => {
      const finding = of("server.event_triggers");
      expect(finding).toMatchObject({ status: "warn", objects: ["log_ddl"] });
      expect(finding.found).toBe(
        "log_ddl (ddl_command_end, at CREATE PUBLICATION, ALTER PUBLICATION and ALTER TABLE) runs audit.log_ddl() of postgres with the rights of electric",
      );
      expect(verdict).toBe("ready with warnings");
    });
  },
);

test("09: a role without a password is told where a rule asks for one, and what lets it in where none does", async () => {
  const [role = ""] = await caseStatements("09-no-password");
  await withDatabase({ sql: role, target: { role: "electric_np" } }, async ({ findingOf }) => {
    const finding = await findingOf("role.password");
    expect(finding.found).toContain("electric_np has no password");
  });
});

describe("13", () => {
  test("a visitor that may not look at a catalogue is told the grant", async () => {
    const [closed = ""] = await caseStatements("13-closed-catalogue");
    await withDatabase({ sql: [ROLES, "CREATE ROLE visitor LOGIN", closed] }, async ({ visit }) => {
      const target = targetOf({});
      const findings = judgeAll(checks, await visit(target, "visitor"), target);
      expect(verdictOf(findings, checks)).toBe("unknown");
      const reachable = findings.find(({ id }) => id === "connection.reachable");
      expect(reachable?.ways[0]?.sql).toContain('GRANT SELECT ON pg_catalog.pg_roles TO "visitor"');
    });
  });

  test("what Electric needs is missed for its role when a superuser visits", async () => {
    const [, ...closed] = await caseStatements("13-closed-catalogue");
    await judged({ statements: [...BASE, ...closed] }, ({ verdict, of }) => {
      expect(verdict).toBe("not ready");
      expect(of("role.catalogues")).toMatchObject({
        status: "fail",
        objects: [
          "pg_catalog.pg_advisory_lock(bigint)",
          "pg_catalog.pg_publication_rel",
          "pg_catalog.pg_current_wal_lsn()",
        ],
      });
    });
  });
});

test.each([14, 18] as const)(
  "14, Postgres %i: a hypertable cannot be served, and no plan publishes it",
  async (major) => {
    const statements = (await caseStatements("14-inheritance-hypertable")).slice(0, 3);
    await judged(
      { major, strategy: "manual", statements: [...BASE, ...statements] },
      async ({ of, database }) => {
        const finding = of("tables.kind");
        expect(finding).toMatchObject({ status: "fail", objects: ["public.metrics"] });
        expect(finding.found).toContain("hypertable");
        expect(finding.ways.map(({ says }) => says).join()).not.toContain("declarative partitions");
        expect(statementsOf(await planned(database, "manual")).join()).not.toContain("metrics");
      },
    );
  },
);

test.each([
  [17, "member", "warn", "drops the slot, and serves every shape anew"],
  [18, "member", "warn", "until then its stream is silently empty"],
  [17, "manual", "fail", "the stream ends with 42704 at each try"],
] as const)(
  "23, Postgres %i, %s: a slot whose publication is gone",
  async (major, strategy, status, words) => {
    const statements = await caseStatements("23-slot-without-publication");
    await judged({ major, strategy, statements: [...BASE, ...statements] }, ({ of }) => {
      expect(of("publication.exists").status).toBe(status);
      expect(of("publication.exists").found).toContain(words);
    });
  },
);

test("25: the strategy owner names whoever makes partitions, and membership for the former owner", async () => {
  const [table = "", job = ""] = await caseStatements("25-owner-breaks-partition-job");
  await judged(
    { strategy: "owner", statements: [...BASE, `SET ROLE app; ${table}; ${job}; RESET ROLE`] },
    async ({ database }) => {
      const words = JSON.stringify((await planned(database, "owner")).consequences);
      expect(words).toContain("make_part");
      expect(words).toMatch(/membership|member/);
    },
  );
});

describe("40", () => {
  const asApp = (statements: string[]) => ["SET ROLE app", ...statements, "RESET ROLE"];
  const block = (number: number) => caseStatements("40-electric-observed", number);

  test.each([
    [1, "tables.name_text", 'public."a.b"'],
    [2, "tables.key_text", "public.flags"],
    [3, "tables.key_text", "public.hosts"],
    [4, "tables.key_text", "public.codes"],
    [10, "tables.kind", "public.parent"],
  ] as const)("%i: %s fails for %s", async (number, id, object) => {
    // The change that clients get wrong comes after the check.
    const statements = (await block(number)).filter((sql) => !/^\s*(update|delete)/i.test(sql));
    await judged({ statements: [...OBSERVED, ...asApp(statements)] }, ({ verdict, of }) => {
      expect(verdict).toBe("not ready");
      expect(of(id)).toMatchObject({ status: "fail", objects: expect.arrayContaining([object]) });
    });
  });

  test.each([
    [5, 17, "public.posts2"],
    [6, 18, "public.posts3"],
  ] as const)(
    "%i: on Postgres %i another publication refuses writes to %s under FULL",
    async (number, major, object) => {
      await judged(
        { major, statements: [...OBSERVED, ...(await block(number))] },
        async ({ of, database }) => {
          expect(of("publication.others")).toMatchObject({ status: "fail", objects: [object] });
          expect(statementsOf(await planned(database, "member")).join()).not.toContain(
            "REPLICA IDENTITY FULL",
          );
        },
      );
    },
  );

  test("7: a role that becomes another at login is judged by that one", async () => {
    await judged({ statements: [...OBSERVED, ITEMS, ...(await block(7))] }, ({ of }) => {
      expect(of("role.set_role").status).toBe("warn");
      expect(of("publication.owner").status).toBe("fail");
    });
  });

  test("9: column grants that cover every column work in manual mode", async () => {
    const posts = "CREATE TABLE posts (id int PRIMARY KEY, user_id int, body text)";
    const without = "REVOKE app FROM electric";
    await judged(
      { strategy: "manual", statements: [...OBSERVED, without, posts, ...(await block(9))] },
      ({ of }) => {
        expect(of("role.select")).toMatchObject({ status: "warn", objects: ["public.posts"] });
      },
    );
  });

  test("11: an event trigger that freezes DDL is named", async () => {
    await judged({ statements: [...OBSERVED, ITEMS, ...(await block(11))] }, ({ of }) => {
      const finding = of("server.event_triggers");
      expect(finding).toMatchObject({ status: "warn", objects: ["freeze"] });
      expect(finding.found).toContain("at CREATE PUBLICATION, ALTER PUBLICATION and ALTER TABLE");
    });
  });

  test("12: a function of Electric's that was taken from PUBLIC fails", async () => {
    await judged({ statements: [...OBSERVED, ITEMS, ...(await block(12))] }, ({ of }) => {
      expect(of("role.catalogues")).toMatchObject({ status: "fail" });
      expect(of("role.catalogues").found).toContain("never gets its lock and waits without end");
    });
  });

  test("13: a filter in Electric's own publication heals at a fresh start and hides changes until then", async () => {
    const users = "CREATE TABLE users (id int PRIMARY KEY); ALTER TABLE users OWNER TO app";
    await judged({ statements: [...OBSERVED, users, ...(await block(13))] }, ({ of }) => {
      expect(of("publication.filters").status).not.toBe("pass");
      expect(JSON.stringify(of("publication.filters"))).toMatch(/start/);
    });
  });
});

test.each([14, 18] as const)(
  "Postgres %i: a value in the file that waits for a restart is told, and to whom it may be",
  (major) =>
    withDatabase(
      {
        major,
        settings: { max_wal_senders: "9" },
        sql: "CREATE ROLE electric LOGIN REPLICATION; CREATE ROLE blind LOGIN",
      },
      async ({ admin, look }) => {
        await admin.query("ALTER SYSTEM SET max_replication_slots = '7'");
        const waiting = async (visitor: string) => (await look({}, visitor)).server.pendingRestart;
        try {
          // Read by no server yet, the value stands in the file alone.
          expect(await waiting("postgres")).toEqual([{ name: "max_replication_slots", to: "7" }]);
          await admin.query("SELECT pg_reload_conf()");
          await expect.poll(() => waiting("blind")).toEqual([{ name: "max_replication_slots", to: null }]);
          expect(await waiting("postgres")).toEqual([{ name: "max_replication_slots", to: "7" }]);
        } finally {
          await admin.query("ALTER SYSTEM RESET max_replication_slots");
          await admin.query("SELECT pg_reload_conf()");
        }
        await expect.poll(() => waiting("postgres")).toEqual([]);
      },
    ),
);

test.each([14, 18] as const)(
  "Postgres %i: other consumers of a replica identity are named before FULL replaces it",
  (major) =>
    judged(
      {
        major,
        statements: [
          ...BASE,
          "CREATE TABLE by_index (a int NOT NULL UNIQUE, b int); ALTER TABLE by_index OWNER TO app; ALTER TABLE by_index REPLICA IDENTITY USING INDEX by_index_a_key",
          "CREATE TABLE alone (id int PRIMARY KEY); ALTER TABLE alone OWNER TO app",
          `CREATE PUBLICATION "dbz pub" FOR TABLE by_index, items; CREATE PUBLICATION inserts FOR ALL TABLES WITH (publish = 'insert')`,
          "SELECT pg_create_logical_replication_slot('debezium', 'pgoutput'), pg_create_logical_replication_slot('electric_slot_other', 'pgoutput')",
        ],
      },
      async ({ of, database }) => {
        const named =
          'Others read the changes of public.by_index and 1 other table too: publication "dbz pub" and slot debezium (pgoutput). With FULL';
        expect(of("tables.replica_identity").ways[0]?.says).toContain(named);
        const consequences = async () => (await planned(database, "member")).consequences.join("\n");
        expect(await consequences()).toContain(named);
        expect(await consequences()).toContain(
          "FULL replaces the index that was chosen for public.by_index.",
        );
        await database.admin.query(
          `DROP PUBLICATION "dbz pub"; SELECT pg_drop_replication_slot('debezium'); SELECT pg_drop_replication_slot('electric_slot_other')`,
        );
        expect(await consequences()).not.toContain("Others read");
        await database.admin.query("SELECT pg_create_logical_replication_slot('audit', 'test_decoding')");
        expect(await consequences()).toContain(
          "Others read the changes of public.alone and 2 other tables too: slot audit (test_decoding).",
        );
        await database.admin.query("CREATE PUBLICATION everything FOR ALL TABLES");
        expect(await consequences()).toContain("publication everything and slot audit (test_decoding)");
      },
    ),
);
