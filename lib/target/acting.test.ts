import { expect, test } from "vitest";
import { aSnapshot, aTable, snapshotWith } from "@/lib/snapshot/fixture";
import { checks } from "@/lib/checks";
import { judge } from "@/lib/checks/judge";
import { actingAs } from "./acting";
import { defaultTarget, type Target } from "./schema";

/** Sessions of electric act as app, which owns the publication and has none of the other rights. */
const asApp = snapshotWith((snapshot) => {
  if (snapshot.role) {
    snapshot.role.setRole = [{ scope: "role", value: "app", mayBecome: true, mayReplicate: false }];
    snapshot.role.acting = { name: "app", superuser: false, bypassRls: false, createOnDatabase: false };
  }
  if (snapshot.publication) snapshot.publication.owner = "app";
  snapshot.relations = [
    {
      ...aTable,
      rowSecurity: true,
      policyShowsAll: true,
      acting: { ownerRights: false, select: false, policyShowsAll: false },
    },
  ];
  snapshot.schemas = snapshot.schemas.map((schema) => ({ ...schema, actingUsage: false }));
});
const statusOf = (id: string, strategy: Target["strategy"] = "member") =>
  checks
    .filter((check) => check.id === id)
    .map((check) => judge(check, asApp, { ...defaultTarget, strategy }).status)[0];

test("sessions that act as their own role leave everything as it is", () => {
  expect(actingAs(aSnapshot, defaultTarget)).toEqual({ snapshot: aSnapshot, target: defaultTarget });
});

test("the rights of the role that the sessions act as decide, and grants go to it", () => {
  for (const id of ["role.select", "role.schema_usage", "tables.ownership", "role.row_security"])
    expect([id, statusOf(id)]).toEqual([id, "fail"]);
  const select = checks.find(({ id }) => id === "role.select");
  const finding = select === undefined ? undefined : judge(select, asApp, defaultTarget);
  expect(finding?.found).toBe("app has no SELECT on public.orders");
  expect(finding?.ways[0]?.sql).toContain('TO "app"');
});

test("a publication that belongs to that role is Electric's own, and CREATE counts for it", () => {
  expect(statusOf("publication.owner")).toBe("pass");
  expect(statusOf("role.create_publication")).toBe("pass");
  const gone = { ...asApp, publication: null };
  const create = checks.find(({ id }) => id === "role.create_publication");
  expect(
    create === undefined ? null : judge(create, gone, { ...defaultTarget, strategy: "member" }).status,
  ).toBe("fail");
});
