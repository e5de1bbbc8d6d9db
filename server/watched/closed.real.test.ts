import { loadModule } from "libpg-query";
import { describe, expect, test } from "vitest";
import { checks } from "@/lib/checks";
import { judgeAll } from "@/lib/checks/judge";
import { verdictOf } from "@/lib/checks/verdict";
import { catalogueObject, NEEDED } from "@/lib/electric/catalogues";
import type { Wanted } from "@/lib/repair/request";
import { targetSchema } from "@/lib/target/schema";
import { versionsFor } from "@/server/testing/versions";
import { planOn, planUndoOn } from "@/server/repair/engine/plan";
import { repairing, undoing } from "@/server/repair/engine/recipe";
import { runPlan } from "@/server/repair/engine/run";
import { withDatabase, type FaultyDatabase } from "./faults/harness";
import { CATALOGUES_READ } from "./sql/closed";
import { SOURCES } from "./sql/look-facts";
import { namesIn } from "./testing/sql-names";
import { sqlTexts } from "./testing/sql-texts";

const ROLES = `CREATE ROLE electric LOGIN REPLICATION; CREATE ROLE visitor LOGIN; CREATE ROLE app LOGIN;
  CREATE TABLE items (id int PRIMARY KEY); ALTER TABLE items OWNER TO electric;`;
const target = targetSchema.parse({ environment: "development" });

async function judged(database: FaultyDatabase, visitor: string) {
  const snapshot = await database.visit(target, visitor);
  const findings = judgeAll(checks, snapshot, target);
  return {
    verdict: verdictOf(findings, checks),
    reachable: findings.find(({ id }) => id === "connection.reachable"),
    others: findings.filter(({ id }) => !id.startsWith("connection.") && !id.startsWith("electric.")),
  };
}

const LOCK_CLOSED = "REVOKE EXECUTE ON FUNCTION pg_advisory_lock(bigint) FROM PUBLIC";
const CLOSINGS = [
  ["pg_roles", "REVOKE SELECT ON pg_roles FROM PUBLIC"],
  ["pg_class", "REVOKE SELECT ON pg_class FROM PUBLIC"],
  ["pg_proc and others", "REVOKE SELECT ON pg_proc, pg_publication_rel, pg_db_role_setting FROM PUBLIC"],
  ["pg_get_userbyid", "REVOKE EXECUTE ON FUNCTION pg_get_userbyid(oid) FROM PUBLIC"],
  ["the schema pg_catalog", "REVOKE USAGE ON SCHEMA pg_catalog FROM PUBLIC"],
] as const;

describe.each(versionsFor("ends"))("on Postgres %i", (major) => {
  test.each(CLOSINGS)(
    "a visitor that may not use %s is told the grant, and the verdict is unknown until it has it",
    (_what, closing) =>
      withDatabase({ major, sql: [ROLES, closing] }, async (database) => {
        const { verdict, reachable, others } = await judged(database, "visitor");
        expect(verdict).toBe("unknown");
        expect(reachable?.status).toBe("unknown");
        expect(reachable?.found).toMatch(/^There is a session, and its role visitor may not look at /);
        expect(new Set(others.map(({ status }) => status))).toEqual(new Set(["unknown"]));
        await database.admin.query(reachable?.ways[0]?.sql ?? "");
        const open = await judged(database, "visitor");
        expect(open.reachable?.status).toBe("pass");
        expect(open.others.some(({ status }) => status === "pass")).toBe(true);
        expect((await judged(database, "postgres")).reachable?.status).toBe("pass");
      }),
  );

  test("what Electric needs of pg_catalog is missed for its role, whoever visits, until it is granted", () =>
    withDatabase({ major, sql: ROLES }, async (database) => {
      const { admin } = database;
      const functions = NEEDED.filter(({ kind }) => kind === "function").map(
        ({ name }) => `pg_catalog.${name}`,
      );
      const relations = NEEDED.filter(({ kind }) => kind === "relation").map(
        ({ name }) => `pg_catalog.${name}`,
      );
      expect(await database.findingOf("role.catalogues")).toMatchObject({ status: "pass" });
      await admin.query(`REVOKE EXECUTE ON FUNCTION ${functions.join(", ")} FROM PUBLIC`);
      await admin.query(`REVOKE SELECT ON ${relations.join(", ")} FROM PUBLIC`);
      await admin.query("REVOKE USAGE ON SCHEMA pg_catalog FROM PUBLIC");
      const finding = await database.findingOf("role.catalogues");
      expect(finding.status).toBe("fail");
      expect(finding.objects).toEqual(NEEDED.map(catalogueObject));
      await admin.query(finding.ways[0]?.sql ?? "");
      expect(await database.findingOf("role.catalogues")).toMatchObject({ status: "pass" });
      // As Electric: what the grants are for.
      const electric = await database.session("electric");
      await electric.query("SELECT pg_advisory_lock(hashtext('electric_slot_default'))");
      await electric.query(
        "SELECT pg_current_snapshot(), pg_current_wal_lsn(), setting FROM pg_settings LIMIT 1",
      );
      await electric.query(
        "SELECT current_setting('server_version_num')::int, relname FROM pg_catalog.pg_class",
      );
    }));

  test("a single function fails where a superuser, an owner and a blind role visit, and warns where Electric only logs it", () =>
    withDatabase({ major, sql: ROLES }, async (database) => {
      const { admin } = database;
      await admin.query("REVOKE EXECUTE ON FUNCTION pg_advisory_lock(bigint) FROM PUBLIC");
      const check = checks.filter(({ id }) => id === "role.catalogues");
      for (const visitor of ["postgres", "app", "visitor"]) {
        const [finding] = judgeAll(check, await database.visit(target, visitor), target);
        expect(finding).toMatchObject({
          status: "fail",
          objects: ["pg_catalog.pg_advisory_lock(bigint)"],
        });
      }
      await admin.query("GRANT EXECUTE ON FUNCTION pg_advisory_lock(bigint) TO PUBLIC");
      for (const [closing, opening, object] of [
        ["REVOKE USAGE ON SCHEMA pg_catalog FROM", "GRANT USAGE ON SCHEMA pg_catalog TO", "pg_catalog"],
        [
          "REVOKE EXECUTE ON FUNCTION texteq(text, text) FROM",
          "GRANT EXECUTE ON FUNCTION texteq(text, text) TO",
          "pg_catalog.texteq(text, text)",
        ],
      ]) {
        await admin.query(`${closing} PUBLIC`);
        expect(await database.findingOf("role.catalogues")).toMatchObject({
          status: "fail",
          objects: [object],
        });
        await admin.query(`${opening} PUBLIC`);
      }
      await admin.query("REVOKE EXECUTE ON FUNCTION pg_terminate_backend(integer, bigint) FROM PUBLIC");
      expect(await database.findingOf("role.catalogues")).toMatchObject({ status: "warn" });
    }));
});

test.each([14, 18] as const)(
  "Postgres %i: a plan opens what was taken from PUBLIC, and its undo closes it again",
  (major) =>
    withDatabase({ major, sql: [ROLES, LOCK_CLOSED] }, async (database) => {
      const wanted: Wanted = { kind: "checks", checks: ["role.catalogues"] };
      const planned = await planOn(database.login, target, wanted, {});
      if ("connection" in planned) throw new Error("no session");
      const { login } = database;
      const ended = await runPlan({
        login,
        recipe: repairing(target, wanted, {}),
        fingerprint: planned.fingerprint,
        dry: false,
      });
      expect(ended.state, ended.says).toBe("applied");
      expect((await database.findingOf("role.catalogues")).status).toBe("pass");
      const ran = ended.plan ?? planned.plan;
      const back = await planUndoOn(login, target, ran, "run");
      if ("connection" in back) throw new Error("no session");
      const { fingerprint } = back;
      const undone = await runPlan({ login, recipe: undoing(target, ran, "run"), fingerprint, dry: false });
      expect(undone.state, undone.says).toBe("applied");
      expect((await database.findingOf("role.catalogues")).status).toBe("fail");
    }),
);

test("the list of catalogues names every one that a check run reads", async () => {
  await loadModule();
  const texts = (await sqlTexts()).filter(({ name }) =>
    /^(LOOK_FACTS|bindTarget|SERVER|DATABASE|VISITOR|role|FIXED_SETTINGS|SERVER_WIDE_SETTINGS|TRANSLATED|schemas|relations|powers|LEFTOVERS|pendingRestart|EVENT_TRIGGERS|DEFAULT_PRIVILEGES|publication)$/.test(
      name,
    ),
  );
  expect(texts.length).toBeGreaterThan(30);
  const read = namesIn(texts).flatMap(({ kind, name }) => (kind === "relation" ? [name] : []));
  const known = new Set<string>([
    ...CATALOGUES_READ,
    ...Object.values(SOURCES).flatMap(({ views }) => [...views]),
  ]);
  expect(read.filter((name) => !known.has(name))).toEqual([]);
});
