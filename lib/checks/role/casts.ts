import { displayName, displayRelation, quoteIdentifier } from "@/lib/postgres/identifier";
import type { Relation } from "@/lib/snapshot/relation";
import { effectiveRole } from "@/lib/target/effective-role";
import { noTables, targetTables } from "@/lib/target/mode";
import { example } from "@/lib/text/words";
import { defineCheck } from "../define";
import { fail, notApplicable, pass } from "../finding";
import { noRoleYet } from "./absent";

const columnsOf = (table: Relation): string =>
  `${displayRelation(table)} (${table.refusedCasts.map(({ column, type }) => `${displayName(column)} ${type}`).join(", ")})`;

export const roleCasts = defineCheck({
  id: "role.casts",
  title: "Electric's role may call the casts of the columns",
  why: "Electric reads every column as text. A type with a cast of its own to text has that function called, with the rights of Electric's role: without EXECUTE no snapshot of the table comes about, and its shapes end with “permission denied for function”.",
  source:
    "Electric 1.7.12, shapes/querying.ex; PostgreSQL docs, CREATE CAST; observed on PostgreSQL 14 and 18",
  worst: "fail",
  act: { says: (role) => `Grant the casts to role ${role}` },
  whyNotFixed:
    "No plan grants functions: run the GRANT as the owner of the function, to Electric's role alone.",
  judge(snapshot, target) {
    if (snapshot.role === null) return noRoleYet(target);
    const tables = targetTables(snapshot, target);
    if (tables.length === 0) return notApplicable(noTables(target));
    const role = effectiveRole(snapshot, target);
    const closed = tables.filter(({ refusedCasts }) => refusedCasts.length > 0);
    if (closed.length === 0) return pass(`${displayName(role)} may call the cast of every column.`);
    const functions = [
      ...new Set(closed.flatMap(({ refusedCasts }) => refusedCasts.map((cast) => cast.function))),
    ];
    return fail({
      found: `${displayName(role)} may not call ${example(functions, "cast")}, by which Electric reads ${example(closed.map(columnsOf), "table")}`,
      needed: "EXECUTE on the function of each cast to text",
      objects: closed.map(displayRelation),
      ways: [
        {
          says: "Grant it as the owner of the function.",
          sql: functions
            .map((name) => `GRANT EXECUTE ON FUNCTION ${name} TO ${quoteIdentifier(role)};`)
            .join("\n"),
        },
        { says: "Or leave these tables, or these columns of a shape, out." },
      ],
    });
  },
});
