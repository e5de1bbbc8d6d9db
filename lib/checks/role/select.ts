import { OPENS } from "@/lib/postgres/predefined-roles";
import { displayName, displayRelation, quoteIdentifier } from "@/lib/postgres/identifier";
import type { Relation } from "@/lib/snapshot/relation";
import type { Target } from "@/lib/target/schema";
import { actingAs } from "@/lib/target/acting";
import { noTables, targetTables } from "@/lib/target/mode";
import { forEachTable, STATEMENTS_LISTED } from "@/lib/target/statements";
import { defineCheck } from "../define";
import { fail, notApplicable, pass, warn, type Judgement, type Way } from "../finding";
import { membershipWay } from "../tables/ways";
import { count, example } from "@/lib/text/words";
import { noRoleYet } from "./absent";

/** Grants on every column are enough, until the table gets another column (observed with Electric 1.7.12 in manual mode). */
function byColumns(tables: readonly Relation[], { role }: Target): Judgement {
  const objects = tables.map(displayRelation);
  return warn({
    found: `${displayName(role)} reads ${example(objects, "table")} by grants on each column alone: a column that is added later is closed, and its shapes end with “permission denied”`,
    needed: "SELECT on the whole table",
    objects,
    ways: [
      {
        says: "Grant it on the whole table, as its owner.",
        sql: forEachTable(tables, (table) => `GRANT SELECT ON ${table} TO ${quoteIdentifier(role)}`, "true"),
      },
    ],
  });
}

export const roleSelect = defineCheck({
  id: "role.select",
  title: "Electric's role may read the tables",
  why: "Electric reads each table once before it streams it. Without SELECT the shape ends with 503 “permission denied for table”. Owners have it unless it was revoked; on a partitioned table SELECT on the root is enough.",
  source: "Electric 1.7.12, postgres/snapshot_query.ex 56-98; observed on PostgreSQL 15 and 17",
  worst: "fail",
  act: { says: (role) => `Grant SELECT to role ${role}` },
  urgency: 260,
  foretells: ["may read table", "read table"],
  refutedBy: ["may read table", "read table"],
  moves: {
    came: (number) => `Electric's role lost SELECT on ${count(number, "table")}`,
    fresh: (number) => `Electric's role has no SELECT on ${count(number, "new table")}`,
    left: (number) => `Electric's role no longer lacks SELECT on ${count(number, "table")}`,
  },
  judge(seen, named) {
    const { snapshot, target } = actingAs(seen, named);
    if (snapshot.role === null) return noRoleYet(target);
    const tables = targetTables(snapshot, target);
    if (tables.length === 0) return notApplicable(noTables(target));
    const lacking = tables.filter(({ select }) => select === false);
    const closed = lacking.filter(({ selectsColumns }) => !selectsColumns);
    const name = displayName(target.role);
    if (closed.length === 0 && lacking.length > 0) return byColumns(lacking, target);
    if (closed.length === 0) return pass(`${name} has SELECT on ${count(tables.length, "table")}.`);
    const role = quoteIdentifier(target.role);
    const objects = closed.map(displayRelation);
    const schemas = [...new Set(closed.map(({ schema }) => schema))].map(quoteIdentifier);
    const owners = [...new Set(closed.filter(({ ownerRights }) => !ownerRights).map(({ owner }) => owner))];
    const ways: Way[] = [
      {
        says: "Grant it as the owner of each table.",
        sql:
          closed.length > STATEMENTS_LISTED
            ? schemas.map((schema) => `GRANT SELECT ON ALL TABLES IN SCHEMA ${schema} TO ${role};`).join("\n")
            : forEachTable(closed, (table) => `GRANT SELECT ON ${table} TO ${role}`, "true"),
      },
      ...(owners.length === 0 ? [] : [membershipWay(snapshot, target, owners)]),
      {
        says: `Or let it read everything. ${OPENS.pg_read_all_data} It takes a superuser or ADMIN OPTION on pg_read_all_data.`,
        sql: `GRANT pg_read_all_data TO ${role};`,
      },
    ];
    return fail({
      found: `${name} has no SELECT on ${example(objects, "table")}`,
      needed: "SELECT on every table of the target",
      objects,
      ways,
    });
  },
});
