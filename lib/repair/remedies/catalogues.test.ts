import { expect, test } from "vitest";
import type { Rights } from "@/lib/privileges/schema";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { grantCatalogues } from "./catalogues";
import { contributed, statementsOf } from "./fixture";

const bigint = { schema: "pg_catalog", name: "int8" };
const integer = { schema: "pg_catalog", name: "int4" };
const routine = (name: string, ...types: (typeof bigint)[]): Rights["others"][number] => ({
  ...{ type: "routine", schema: "pg_catalog", name, arguments: types },
  ...{ owner: "postgres", acl: [], columns: [] },
});
const closed =
  (...names: string[]) =>
  ({ role }: ReachedSnapshot): void => {
    if (role === null) return;
    role.closed = names.map((name) => ({ kind: name.endsWith(")") ? "function" : "relation", name }));
  };
const rights = (all: Rights): void => {
  all.others.push(routine("pg_advisory_lock", bigint), routine("pg_advisory_lock", integer, integer));
};

test("lets Electric's role call what is closed to it, and no function of the same name besides", () => {
  const world = { snapshot: closed("pg_advisory_lock(bigint)"), rights };
  expect(statementsOf(grantCatalogues, world)).toEqual([
    'GRANT EXECUTE ON ROUTINE "pg_catalog"."pg_advisory_lock"("pg_catalog"."int8") TO "electric"',
  ]);
  expect(contributed(grantCatalogues, world).fixes).toEqual(["role.catalogues"]);
});

test("tells functions apart that differ by their types alone", () => {
  const more = (all: Rights): void => {
    const [oid, double] = ["oid", "float8"].map((name) => ({ schema: "pg_catalog", name }));
    for (const type of [integer, oid, double]) if (type) all.others.push(routine("int8", type));
  };
  expect(
    statementsOf(grantCatalogues, { snapshot: closed("int8(integer)", "int8(oid)"), rights: more }),
  ).toEqual([
    'GRANT EXECUTE ON ROUTINE "pg_catalog"."int8"("pg_catalog"."int4") TO "electric"',
    'GRANT EXECUTE ON ROUTINE "pg_catalog"."int8"("pg_catalog"."oid") TO "electric"',
  ]);
});

test("does nothing where nothing is closed, and promises nothing of a catalogue", () => {
  expect(statementsOf(grantCatalogues, { rights })).toEqual([]);
  const world = { snapshot: closed("pg_advisory_lock(bigint)", "pg_publication_rel"), rights };
  const { fixes, leaves } = contributed(grantCatalogues, world);
  expect(fixes).toEqual([]);
  expect(leaves?.map(({ why }) => why)).toEqual([expect.stringMatching(/^pg_publication_rel stays closed/)]);
});
