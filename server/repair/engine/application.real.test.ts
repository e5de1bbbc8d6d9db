import { expect, test } from "vitest";
import type { Wanted } from "@/lib/repair/request";
import { targetSchema } from "@/lib/target/schema";
import type { Major } from "@/server/embedded/binaries";
import { withDatabase } from "../../watched/faults/harness";
import { planBy } from "./plan";
import { repairing } from "./recipe";
import { runPlan } from "./run";

const READY: Wanted = { kind: "ready" };
const FULL: Wanted = { kind: "checks", checks: ["tables.replica_identity"] };
const APP = "CREATE ROLE app LOGIN; GRANT CREATE ON SCHEMA public TO app;";
const EVENTS = `
  SET ROLE app; CREATE TABLE ev (id int, day date, v text, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
  CREATE TABLE ev1 PARTITION OF ev FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
  INSERT INTO ev VALUES (1, '2026-02-02', 'x'); RESET ROLE;`;

/** Databases in which a careless repair breaks the application, and what the application does before and after it. */
const cases: { name: string; majors: Major[]; sql: string; wanted: Wanted; does: string }[] = [
  {
    name: "a root that another publication has with some columns only",
    majors: [15, 18],
    sql: `${APP} ${EVENTS} CREATE PUBLICATION other FOR TABLE ev (id, day) WITH (publish_via_partition_root = true);`,
    wanted: READY,
    does: "UPDATE ev SET v = 'y'",
  },
  {
    name: "a table that Electric's own publication has with some columns only, when FULL alone is asked for",
    majors: [17],
    sql: `${APP} CREATE ROLE electric LOGIN REPLICATION; SET ROLE app; CREATE TABLE items (id int PRIMARY KEY, v text);
      INSERT INTO items VALUES (1, 'x'); RESET ROLE; CREATE PUBLICATION electric_publication_default FOR TABLE items (id);`,
    wanted: FULL,
    does: "UPDATE items SET v = 'y'",
  },
  {
    name: "a leaf that stands in Electric's own publication by itself, with some columns only",
    majors: [17],
    sql: `${APP} ${EVENTS} CREATE PUBLICATION electric_publication_default FOR TABLE ev1 (id, day);`,
    wanted: READY,
    does: "UPDATE ev SET v = 'y'",
  },
  {
    name: "a foreign key to a partition in a schema that the target does not name",
    majors: [17],
    sql: `${APP} CREATE SCHEMA p2; GRANT ALL ON SCHEMA p2 TO app; SET ROLE app;
      CREATE TABLE ev (id int, day date, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
      CREATE TABLE p2.ev1 PARTITION OF ev FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
      INSERT INTO ev VALUES (1, '2026-02-02');
      CREATE TABLE p2.child (id int, day date, FOREIGN KEY (id, day) REFERENCES p2.ev1); RESET ROLE;`,
    wanted: READY,
    does: "INSERT INTO p2.child VALUES (1, '2026-02-02')",
  },
  {
    name: "row security that spares the members of an owner with BYPASSRLS",
    majors: [14, 17],
    sql: `${APP} CREATE ROLE own BYPASSRLS; GRANT own TO app; GRANT CREATE ON SCHEMA public TO own; SET ROLE own;
      CREATE TABLE items (id int PRIMARY KEY, v text); ALTER TABLE items ENABLE ROW LEVEL SECURITY; RESET ROLE;`,
    wanted: READY,
    does: "INSERT INTO items VALUES ((random() * 1e9)::int, 'x')",
  },
];

test.each(cases.flatMap(({ majors, ...one }) => majors.map((major) => [one.name, major, one] as const)))(
  "%s, on Postgres %i: what the application did before a repair it does after it",
  (_, major, { sql, wanted, does }) =>
    withDatabase({ major, sql }, async ({ login, session }) => {
      const app = await session("app");
      expect((await app.query(does)).rowCount).toBe(1);
      const recipe = repairing(targetSchema.parse({ strategy: "owner" }), wanted, {});
      const planned = await planBy(login, recipe);
      if ("connection" in planned) throw new Error(JSON.stringify(planned.connection.failure));
      const { fingerprint } = planned;
      const ended = await runPlan({ login, recipe, fingerprint, dry: false });
      expect(ended.state, ended.says).toBe("applied");
      expect((await app.query(does)).rowCount).toBe(1);
    }),
);
