import { expect, test } from "vitest";
import { rolesOf } from "@/lib/privileges/roles";
import { aRoleFacts, rightsWith } from "@/lib/privileges/fixture";
import type { Rights } from "@/lib/privileges/schema";
import type { TableFunction } from "@/lib/privileges/table-functions";
import { aSnapshot } from "@/lib/snapshot/fixture";
import { exampleStep } from "./example";
import { foreignCodeWarning } from "./foreign-code";

const [table] = aSnapshot.relations;
if (table === undefined) throw new Error("The snapshot has no table.");
const { oid, schema, name } = table;

const called = (change: Partial<TableFunction> = {}): TableFunction => ({
  schema: "a",
  name: "f",
  arguments: [{ schema: "pg_catalog", name: "text" }],
  owner: "app",
  securityDefiner: false,
  uses: [{ table: oid, kind: "index", name: "by_f", runs: "maintenance" }],
  ...change,
});

const handing = (to: string) => [
  exampleStep("change-1", "change", "Hand it over.", [
    { kind: "table owner", table: { schema, name }, from: "app", to },
  ]),
];

function warningOf(functions: TableFunction[], to = "electric", change: (rights: Rights) => void = () => {}) {
  const rights = rightsWith((all) => {
    all.tableFunctions = functions;
    change(all);
  });
  const roles = rolesOf(rights, aSnapshot.server.versionNum);
  return foreignCodeWarning(handing(to), rights, roles, aSnapshot);
}

test("a function of another role that runs as the new owner is named with its owner, its use and the moment", () => {
  const { acceptance } = warningOf([called()]);
  expect(acceptance).toMatchObject({
    id: "foreign-code",
    says: "I accept that this function of app runs as electric.",
    objects: [
      `a.f(text) of app as electric: index by_f of ${schema}.${name} (ANALYZE, autovacuum and REINDEX)`,
    ],
  });
});

test("a SECURITY DEFINER function is asked for too, as its owner may change that", () => {
  const { acceptance } = warningOf([called({ securityDefiner: true })]);
  expect(acceptance?.objects[0]).toContain(
    "SECURITY DEFINER: with the rights of app as long as app leaves it so",
  );
});

test("the new owner's own function, and one on a table that stays, are not named", () => {
  const other = called({ uses: [{ table: oid + 1, kind: "index", name: "i", runs: "maintenance" }] });
  expect(warningOf([called({ owner: "electric" }), other])).toEqual({ acceptance: null, notes: [] });
});

test("functions of a superuser, and of a role that may become the new owner anyway, are named and ask nothing", () => {
  const row = {
    role: "electric",
    member: "app",
    grantor: "postgres",
    admin: false,
    inherit: true,
    set: true,
  };
  const joined = warningOf([called(), called({ name: "g", owner: "postgres" })], "electric", (rights) => {
    rights.memberships = [row];
  });
  expect(joined.acceptance).toBeNull();
  expect(joined.notes.join("\n")).toContain("a.f(text) of app runs with the rights of electric too");
  expect(joined.notes.join("\n")).toContain("a.g(text) of postgres runs with the rights of electric too");
  const unset = warningOf([called()], "electric", (rights) => {
    rights.memberships = [{ ...row, set: false }];
  });
  expect(unset.acceptance?.id).toBe("foreign-code");
});

test("a function that runs as the writer alone is named and asks nothing", () => {
  const { acceptance, notes } = warningOf([
    called({ uses: [{ table: oid, kind: "trigger", name: "t", runs: "writer" }] }),
  ]);
  expect(acceptance).toBeNull();
  expect(notes.join()).toContain("a.f(text) of app runs with the rights of the session that writes");
});

test("the owner that a table has in the end decides, whichever role that is", () => {
  const add = (rights: Rights) => {
    rights.roles.push({ ...aRoleFacts, name: "tb" });
  };
  expect(warningOf([called({ owner: "tb" })], "app", add).acceptance?.says).toBe(
    "I accept that this function of tb runs as app.",
  );
  expect(warningOf([called({ owner: "app" })], "app", add).acceptance).toBeNull();
});
