import { displayName, displayRelation, quoteIdentifier, quoteRelation } from "@/lib/postgres/identifier";
import type { Relation } from "@/lib/snapshot/relation";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { noTables, targetTables } from "@/lib/target/mode";
import { STATEMENTS_LISTED } from "@/lib/target/statements";
import { defineCheck } from "../define";
import { fail, notApplicable, pass, type Way } from "../finding";
import { count, example } from "@/lib/text/words";

/** Characters that Electric doubles in a key of the stream and not in one of the snapshot. */
const DOUBLED = /[./"]/;

const plainName = (name: string): string => name.replace(/[./"\\\p{Cc}]/gu, "_");

/** Returns the first name of name, name_2, … that `taken` does not hold, and adds it there; null where it would be too long. */
function freeName(name: string, taken: Set<string>): string | null {
  for (let number = 1; ; number += 1) {
    const free = number === 1 ? name : `${name}_${number}`;
    if (new TextEncoder().encode(free).length > 63) return null;
    if (taken.has(free)) continue;
    taken.add(free);
    return free;
  }
}

/** Returns the statements that rename what has to be renamed. */
function renamed({ relations, schemas }: ReachedSnapshot, tables: readonly Relation[]): string {
  const takenIn = new Map(schemas.map(({ name }) => [name, new Set<string>()]));
  for (const { schema, name } of relations) takenIn.get(schema)?.add(name);
  const ofTables = tables.flatMap((table) => {
    const rename = (what: string): string => `ALTER TABLE ${quoteRelation(table)} ${what};`;
    const columns = table.oddColumns.map((column) =>
      rename(`RENAME COLUMN ${quoteIdentifier(column)} TO ${quoteIdentifier(plainName(column))}`),
    );
    const taken = takenIn.get(table.schema) ?? new Set();
    const name = DOUBLED.test(table.name) ? freeName(plainName(table.name), taken) : null;
    return name === null ? columns : [...columns, rename(`RENAME TO ${quoteIdentifier(name)}`)];
  });
  const names = new Set(schemas.map(({ name }) => name));
  const odd = [...new Set(tables.map(({ schema }) => schema))].filter((name) => DOUBLED.test(name));
  const ofSchemas = odd.flatMap((name) => {
    const free = freeName(plainName(name), names);
    return free === null ? [] : [`ALTER SCHEMA ${quoteIdentifier(name)} RENAME TO ${quoteIdentifier(free)};`];
  });
  return [...ofTables, ...ofSchemas].join("\n");
}

function waysOf(snapshot: ReachedSnapshot, tables: readonly Relation[]): Way[] {
  const sql = tables.length > STATEMENTS_LISTED ? "" : renamed(snapshot, tables);
  return [
    {
      says: "Rename them, in the target of this database too, and have the application use the new names. A view under a table's old name keeps older statements working: CREATE VIEW … AS SELECT * FROM ….",
      ...(sql === "" ? {} : { sql }),
    },
    { says: "Or leave these tables out of the target." },
  ];
}

export const tablesNameText = defineCheck({
  id: "tables.name_text",
  title: "Names have one text in the snapshot and in the stream",
  why: "The key of a row begins with schema and table. Electric doubles “.”, “/” and a quote in a name for the stream and not for the snapshot: an UPDATE reaches clients as a second row, a DELETE removes nothing, and no log has a word of it. Names of columns stand in the snapshot's JSON as they are: a backslash arrives garbled, and no client can parse an answer with a control character.",
  source:
    "Electric 1.7.12, replication/changes.ex 396-400 and shapes/querying.ex 266-281; RFC 8259, 7; observed on PostgreSQL 17",
  worst: "fail",
  act: { says: "Rename tables with two texts", page: "tables" },
  whyNotFixed:
    "Another name is the application's to choose: rename them, or leave these tables out of the target.",
  judge(snapshot, target) {
    const tables = targetTables(snapshot, target);
    if (tables.length === 0) return notApplicable(noTables(target));
    const doubled = tables.filter(({ schema, name }) => DOUBLED.test(schema) || DOUBLED.test(name));
    const other = tables.filter(({ oddColumns }) => oddColumns.length > 0);
    const concerned = [...new Set([...doubled, ...other])];
    if (concerned.length === 0)
      return pass(`The names of ${count(tables.length, "table")} are the same on both ways.`);
    const columnsOf = (table: Relation): string =>
      `${displayRelation(table)} (${table.oddColumns.map(displayName).join(", ")})`;
    const names = (of: readonly Relation[], text: (table: Relation) => string): string =>
      example(of.map(text), "table");
    const parts = [
      ...(doubled.length === 0
        ? []
        : [`${names(doubled, displayRelation)} has “.”, “/” or a quote in its name or its schema's`]),
      ...(other.length === 0
        ? []
        : [`${names(other, columnsOf)} has a backslash or a control character in a column's name`]),
    ];
    const told = {
      found: parts.join("; "),
      needed: "names without “.”, “/” and quotes, and columns without backslashes and control characters",
      objects: concerned.map(displayRelation),
      ways: waysOf(snapshot, concerned),
    };
    return fail(told);
  },
});
