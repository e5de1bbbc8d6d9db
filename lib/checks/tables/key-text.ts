import { displayName, displayRelation, quoteIdentifier } from "@/lib/postgres/identifier";
import type { KeyText, Relation } from "@/lib/snapshot/relation";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { majorOf, noTables, targetTables } from "@/lib/target/mode";
import { forEachTable, STATEMENTS_LISTED } from "@/lib/target/statements";
import { defineCheck } from "../define";
import { fail, notApplicable, pass, warn, type Way } from "../finding";
import { count, example } from "@/lib/text/words";

/** Texts of a value in the snapshot and in the stream, by the cause of their difference. */
const DIFFERENCE: Record<KeyText["how"], string> = {
  boolean: "“true” in the snapshot and “t” in the stream",
  inet: "a host as “10.0.0.1/32” in the snapshot and as “10.0.0.1” in the stream",
  character: "without its trailing spaces in the snapshot and with them in the stream",
  cast: "by its own cast to text in the snapshot and by its output function in the stream",
  xml: "with its encoding declaration in the snapshot and without in the stream",
  extension: "by its extension's cast to text in the snapshot and by its output function in the stream",
};

/** Whether the texts of ordinary values differ; where not, they can, and it depends on the values. */
const isCertain = ({ how }: KeyText): boolean => how !== "xml" && how !== "extension";

/** Types whose text is the same on both ways, and the conversion to them. Null where none fits every value. */
const ANOTHER: Record<KeyText["how"], ((column: string) => string) | null> = {
  boolean: (column) => `integer USING ${column}::integer`,
  inet: (column) => `text USING host(${column}) || '/' || masklen(${column})`,
  character: (column) => `text USING ${column}::text`,
  cast: null,
  xml: null,
  extension: null,
};

const columnsOf = (table: Relation): string =>
  `${displayRelation(table)} (${table.keyText.map(({ column, type }) => `${displayName(column)} ${type}`).join(", ")})`;

/** Returns the way by another type; without a statement where a partition key or an unknown type forbids one. */
function anotherType(tables: readonly Relation[]): Way {
  const says =
    "Give these columns a type whose text is the same on both ways: integer, text, cidr, uuid and most others are. The statement rewrites the table under an ACCESS EXCLUSIVE lock, needs DEFAULT and foreign keys taken away before, and the application has to know the new type. A column of a partition key keeps its type.";
  const plain = tables.filter(
    ({ kind, keyText }) => kind === "r" && keyText.every(({ how }) => ANOTHER[how] !== null),
  );
  if (plain.length === 0 || plain.length > STATEMENTS_LISTED) return { says };
  const changed = ({ keyText }: Relation): string =>
    keyText
      .flatMap(({ column, how }) => {
        const name = quoteIdentifier(column);
        const to = ANOTHER[how]?.(name);
        return to === undefined ? [] : [`ALTER COLUMN ${name} TYPE ${to}`];
      })
      .join(", ");
  return {
    says,
    sql: plain
      .map((table) => forEachTable([table], (name) => `ALTER TABLE ${name} ${changed(table)}`, "true"))
      .join("\n"),
  };
}

function ways({ server }: ReachedSnapshot, tables: readonly Relation[]): Way[] {
  const keyless = tables.some(({ hasPrimaryKey }) => !hasPrimaryKey);
  const from18 = majorOf(server.versionNum) >= 18;
  return [
    {
      says: `Give these tables a primary key of other columns: ALTER TABLE … DROP CONSTRAINT …, ADD PRIMARY KEY (…); the columns can stay under a UNIQUE constraint.${keyless ? " A table without a primary key has all of its columns for the key, so any primary key without these columns is a fix." : ""} INCLUDE columns of a primary key count as well.`,
    },
    anotherType(tables),
    {
      says: from18
        ? "Or put a text column in their place in the key: GENERATED ALWAYS AS (…::text) STORED, streamed where the publication has publish_generated_columns = stored."
        : "Or put a text column that the application or a trigger fills in their place in the key. A generated one is streamed from Postgres 18 on.",
    },
    { says: "Or leave these tables out of the target." },
  ];
}

export const tablesKeyText = defineCheck({
  id: "tables.key_text",
  title: "Keys have one text in the snapshot and in the stream",
  why: "Electric makes the key of a row from text: by a cast in the snapshot, and from what Postgres streams afterwards. Where the two differ an UPDATE reaches clients as a second row and a DELETE removes nothing; health stays active and no log has a word of it.",
  source:
    "Electric 1.7.12, shapes/querying.ex and postgres/inspector/direct_inspector.ex; observed on PostgreSQL 14 to 18",
  worst: "fail",
  act: { says: "Change keys with two texts", page: "tables" },
  whyNotFixed:
    "Another key, or another type in it, is the application's to choose: change the key, or leave these tables out of the target.",
  judge(snapshot, target) {
    const tables = targetTables(snapshot, target);
    if (tables.length === 0) return notApplicable(noTables(target));
    const concerned = tables.filter(({ keyText }) => keyText.length > 0);
    if (concerned.length === 0)
      return pass(`The keys of ${count(tables.length, "table")} have one text on both ways.`);
    const certain = concerned.filter(({ keyText }) => keyText.some(isCertain));
    const told = certain.length > 0 ? certain : concerned;
    const differences = [...new Set(told.flatMap(({ keyText }) => keyText.map(({ how }) => how)))].map(
      (how) => DIFFERENCE[how],
    );
    const judged = {
      needed: "keys of columns whose cast to text and whose output are the same",
      objects: concerned.map(displayRelation),
      ways: ways(snapshot, concerned),
    };
    const what = example(told.map(columnsOf), "table");
    return certain.length > 0
      ? fail({ ...judged, found: `the key of ${what} is text ${differences.join("; ")}` })
      : warn({
          ...judged,
          found: `the key of ${what} can be text ${differences.join("; ")}, which depends on the values`,
        });
  },
});
