import { fault, id, relation, type MadeTable, type Making } from "./making";

const NAME = "electric_publication_default";

export const PUBLICATION_FAULTS = [
  "no publication",
  "of another owner",
  "without truncate",
  "row filter",
  "column list",
  "FOR ALL TABLES",
  "whole schemas",
  "untargeted tables",
  "without via root",
  "sound publication",
] as const;

type PublicationFault = (typeof PUBLICATION_FAULTS)[number];

/** Tables whose UPDATE the publication would refuse get an identity first: nothing may be broken for the application. */
function keepWriting(making: Making, tables: readonly MadeTable[], generated: boolean): void {
  for (const table of tables) {
    const blind = table.identity === "nothing" || (table.identity === "default" && !table.keyed);
    const unpublished = making.major >= 18 && table.generated && !generated && table.identity === "full";
    if (unpublished) {
      table.identity = "default";
      making.sql.push(`ALTER TABLE ${relation(table)} REPLICA IDENTITY DEFAULT`);
    } else if (blind) {
      table.identity = "full";
      making.sql.push(`ALTER TABLE ${relation(table)} REPLICA IDENTITY FULL`);
    }
  }
}

/** Makes Electric's publication with a fault, after the tables; what a version does not know becomes another fault. */
export function makePublication(making: Making, wanted: PublicationFault): void {
  const { major, random, tables, apps, electric, schema, other } = making;
  const chosen =
    major < 15 && ["row filter", "column list", "whole schemas"].includes(wanted)
      ? "without truncate"
      : wanted;
  if (chosen === "no publication") return fault(making, chosen);
  const generated = major >= 18 && random.chance(0.5);
  const options = [
    `publish = '${chosen === "without truncate" ? "insert, update, delete" : "insert, update, delete, truncate"}'`,
    `publish_via_partition_root = ${chosen === "without via root" ? "false" : "true"}`,
    ...(generated ? ["publish_generated_columns = stored"] : []),
  ].join(", ");
  if (major >= 18 && !generated) making.faults.push("without generated columns");
  const whole = chosen === "FOR ALL TABLES" || chosen === "whole schemas";
  const some = whole ? tables : tables.filter(() => random.chance(0.6));
  const generatedLeft = some.filter((table) => table.generated && table.identity === "full" && !generated);
  const listed = major >= 18 ? some.filter((table) => !generatedLeft.includes(table)) : some;
  keepWriting(making, whole ? tables : listed, generated);
  const simple = listed.find((table) => table.simple && table.identity === "default");
  const entry = (table: MadeTable): string => {
    if (table !== simple) return relation(table);
    if (chosen === "row filter") return `${relation(table)} WHERE (id > 0)`;
    if (chosen === "column list") return `${relation(table)} (id, ${id(table.text)})`;
    return relation(table);
  };
  const untargeted = { schema: other, name: making.name("elsewhere") };
  if (chosen === "untargeted tables")
    making.sql.push(
      `CREATE TABLE ${relation(untargeted)} (id int PRIMARY KEY)`,
      `ALTER TABLE ${relation(untargeted)} OWNER TO ${id(apps[1])}`,
    );
  const entries = [...listed.map(entry), ...(chosen === "untargeted tables" ? [relation(untargeted)] : [])];
  const what =
    chosen === "FOR ALL TABLES"
      ? " FOR ALL TABLES"
      : chosen === "whole schemas"
        ? ` FOR TABLES IN SCHEMA ${id(schema)}`
        : entries.length === 0
          ? ""
          : ` FOR TABLE ${entries.join(", ")}`;
  fault(making, chosen, `CREATE PUBLICATION ${id(NAME)}${what} WITH (${options})`);
  if (whole) return;
  const owner = making.plain
    ? apps[0]
    : chosen === "of another owner" || making.electricIs === "missing"
      ? random.pick([apps[0], apps[1], "postgres"])
      : electric;
  making.sql.push(`ALTER PUBLICATION ${id(NAME)} OWNER TO ${id(owner)}`);
}
