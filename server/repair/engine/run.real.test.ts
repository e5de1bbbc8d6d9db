import { expect, test } from "vitest";
import { STRATEGIES, targetSchema } from "@/lib/target/schema";
import { versionsFor } from "@/server/testing/versions";
import { withDatabase, type FaultyDatabase } from "../../watched/faults/harness";
import { planBy, planOn } from "./plan";
import { repairing, undoing, type Planned } from "./recipe";
import type { Ended } from "./ended";
import { runPlan } from "./run";

const SHOP = `
  CREATE ROLE app LOGIN;
  GRANT CREATE ON SCHEMA public TO app;
  SET ROLE app;
  CREATE TABLE items (id serial PRIMARY KEY, v text);
  CREATE TABLE notes (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, item int REFERENCES items, v text);
  CREATE TABLE visits (id int, day date NOT NULL, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
  CREATE TABLE visits_2026 PARTITION OF visits FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
  CREATE VIEW recent AS SELECT * FROM items;
  INSERT INTO items (v) SELECT 'x' FROM generate_series(1, 10);
  RESET ROLE;`;

const target = (strategy: (typeof STRATEGIES)[number]) => targetSchema.parse({ strategy });

async function planned({ login }: FaultyDatabase, strategy: (typeof STRATEGIES)[number]): Promise<Planned> {
  const plan = await planOn(login, target(strategy), { kind: "ready" }, {});
  if ("connection" in plan) throw new Error(JSON.stringify(plan.connection.failure));
  return plan;
}

const run = (
  { login }: FaultyDatabase,
  strategy: (typeof STRATEGIES)[number],
  fingerprint: string,
  options: { dry?: boolean } = {},
): Promise<Ended> =>
  runPlan({
    login,
    recipe: repairing(target(strategy), { kind: "ready" }, {}),
    fingerprint,
    dry: false,
    pauses: [50, 50],
    ...options,
  });

const CATALOGUE = `
  SELECT json_agg(x ORDER BY x::text) AS all FROM (
    SELECT 'table', relname, pg_get_userbyid(relowner), relreplident::text, coalesce(relacl, acldefault('r', relowner))::text[]::text
    FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
    UNION ALL SELECT 'sequence', relname, pg_get_userbyid(relowner), '', coalesce(relacl, acldefault('s', relowner))::text[]::text
    FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'S'
    UNION ALL SELECT 'role', rolname, rolsuper::text, rolreplication::text, rolconnlimit::text FROM pg_roles
    UNION ALL SELECT 'member', roleid::regrole::text, member::regrole::text, admin_option::text, '' FROM pg_auth_members
    UNION ALL SELECT 'publication', pubname, pg_get_userbyid(pubowner), '', '' FROM pg_publication
    UNION ALL SELECT 'database', datname, '', '', coalesce(datacl, acldefault('d', datdba))::text[]::text FROM pg_database WHERE datname = current_database()
    UNION ALL SELECT 'schema', nspname, '', '', coalesce(nspacl, acldefault('n', nspowner))::text[]::text FROM pg_namespace WHERE nspname = 'public'
  ) x`;
const dump = async ({ admin }: FaultyDatabase): Promise<unknown> =>
  (await admin.query<{ all: unknown }>(CATALOGUE)).rows[0]?.all;

const cases = STRATEGIES.flatMap((strategy, turn) =>
  versionsFor("turns", turn).map((major) => ({ major, strategy })),
);

test.each(cases)(
  "on Postgres $major a fresh database is made ready by $strategy, and brought back to what it was",
  ({ major, strategy }) =>
    withDatabase({ major, sql: SHOP }, async (database) => {
      const before = await dump(database);
      const plan = await planned(database, strategy);
      expect(plan.plan.missing).toEqual([]);
      const rehearsed = await run(database, strategy, plan.fingerprint, { dry: true });
      expect(rehearsed.says).toContain("It would work");
      expect(await dump(database)).toEqual(before);
      const ended = await run(database, strategy, plan.fingerprint);
      expect(ended.says).toContain("Applied and verified");
      expect(ended.state).toBe("applied");
      expect(ended.compared.filter(({ promised, after }) => promised && after !== "pass")).toEqual([]);
      const app = await database.session("app");
      await app.query(
        "INSERT INTO items (v) VALUES ('y'); UPDATE notes SET v = 'z'; DELETE FROM items WHERE id = 1",
      );
      await app.query(
        "INSERT INTO visits VALUES (1, '2026-02-02'); UPDATE visits SET id = 2; SELECT * FROM recent",
      );
      if (ended.plan === null) throw new Error("no plan");
      const back = undoing(target(strategy), ended.plan, "run");
      const again = await planUndo(database, back);
      expect(again.plan.missing).toEqual([]);
      const undone = await runPlan({
        login: database.login,
        recipe: back,
        fingerprint: again.fingerprint,
        dry: false,
      });
      expect(undone.says).toContain("Undone and verified");
      expect(await dump(database)).toEqual(before);
    }),
);

async function planUndo({ login }: FaultyDatabase, recipe: ReturnType<typeof undoing>): Promise<Planned> {
  const plan = await planBy(login, recipe);
  if ("connection" in plan) throw new Error(JSON.stringify(plan.connection.failure));
  return plan;
}
