import { expect, test } from "vitest";
import { NEEDED } from "@/lib/electric/catalogues";
import { snapshotWith } from "@/lib/snapshot/fixture";
import type { ElectricRole } from "@/lib/snapshot/server";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { roleCatalogues } from "./catalogues";

const judged = (closed: ElectricRole["closed"], more: Partial<ElectricRole> = {}) =>
  judge(
    roleCatalogues,
    snapshotWith((snapshot) => {
      if (snapshot.role) Object.assign(snapshot.role, { closed, ...more });
    }),
    defaultTarget,
  );
const lock = { kind: "function", name: "pg_advisory_lock(bigint)" } as const;
const members = { kind: "relation", name: "pg_publication_rel" } as const;
const locks = { kind: "relation", name: "pg_locks" } as const;

test("passes where nothing is closed and does not concern a role that is not there", () => {
  expect(judged([]).status).toBe("pass");
  const without = snapshotWith((snapshot) => void (snapshot.role = null));
  expect(judge(roleCatalogues, without, defaultTarget).status).toBe("not applicable");
});

test("fails with every grant at once, to Electric's role alone", () => {
  const finding = judged([lock, members, locks]);
  expect(finding).toMatchObject({
    status: "fail",
    objects: ["pg_catalog.pg_advisory_lock(bigint)", "pg_catalog.pg_publication_rel", "pg_catalog.pg_locks"],
  });
  expect(finding.found).toContain("it never gets its lock and waits without end");
  expect(finding.ways[0]?.sql).toBe(
    [
      'GRANT EXECUTE ON FUNCTION pg_catalog.pg_advisory_lock(bigint) TO "electric";',
      'GRANT SELECT ON pg_catalog.pg_publication_rel TO "electric";',
      'GRANT SELECT ON pg_catalog.pg_locks TO "electric";',
    ].join("\n"),
  );
});

test("fails without USAGE on pg_catalog itself, which names and types of Electric's statements take", () => {
  const finding = judged([{ kind: "schema", name: "pg_catalog" }, lock]);
  expect(finding).toMatchObject({
    status: "fail",
    objects: ["pg_catalog", "pg_catalog.pg_advisory_lock(bigint)"],
  });
  expect(finding.found).toMatch(
    /^electric may not use the schema pg_catalog, and pg_advisory_lock\(bigint\) of pg_catalog: it knows no table/,
  );
  expect(finding.ways[0]?.sql).toMatch(/^GRANT USAGE ON SCHEMA pg_catalog TO "electric";\n/);
});

test("warns of what Electric only logs", () => {
  expect(judged([locks])).toMatchObject({ status: "warn", objects: ["pg_catalog.pg_locks"] });
});

test("grants to the role that the sessions act as", () => {
  const setRole = [{ scope: "role" as const, value: "app", mayBecome: true, mayReplicate: false }];
  const finding = judged([lock], { setRole });
  expect(finding.found).toMatch(/^app may not use/);
  expect(finding.ways[0]?.sql).toContain('TO "app"');
});

test("the list names each thing once", () => {
  expect(new Set(NEEDED.map(({ name }) => name)).size).toBe(NEEDED.length);
});
