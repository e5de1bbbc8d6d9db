import { displayName } from "@/lib/postgres/identifier";
import { targetRelations, targetSchemas } from "@/lib/target/relations";
import { tablesBySchema } from "@/lib/target/elsewhere";
import { defineCheck } from "../define";
import { notApplicable, pass, undecided } from "../finding";
import { count, listed } from "@/lib/text/words";

/** A list for people who have no page at hand. */
const LIST = `SELECT schemaname, count(*) AS tables
FROM pg_catalog.pg_tables
WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
GROUP BY schemaname ORDER BY tables DESC, schemaname;`;

export const tablesTarget = defineCheck({
  id: "tables.target",
  title: "The target has tables",
  why: "A target without a single table leaves nothing to judge: rights, keys, replica identity and publication are those of tables. Electric starts all the same and serves none of the tables that stand in another schema.",
  source: "Electric 1.7.12: a shape names its table; target of this database",
  worst: "fail",
  act: { says: "Choose the tables that Electric serves", page: "settings", always: true },
  urgency: 220,
  judge(snapshot, target) {
    const { relations, missing } = targetRelations(snapshot, target);
    if (target.scope.kind === "tables") return notApplicable("The target is a list of tables.");
    if (relations.length + missing.length > 0) return pass(`${count(relations.length, "table")}.`);
    const schemas = targetSchemas(target);
    const existing = new Set(snapshot.schemas.map(({ name }) => name));
    const absent = schemas.filter((name) => !existing.has(name)).map(displayName);
    const elsewhere = tablesBySchema(snapshot, target);
    const counts = elsewhere.map(({ schema, tables }) => `${displayName(schema)} has ${tables}`);
    return undecided({
      found: [
        `No table in ${listed(schemas.map(displayName))}`,
        ...(absent.length === 0
          ? []
          : [`${listed(absent)} ${absent.length === 1 ? "does" : "do"} not exist`]),
        elsewhere.length === 0 ? "no other schema has one" : listed(counts),
      ].join("; "),
      needed: "at least one table that Electric is to serve",
      objects: schemas.map(displayName),
      ways: [
        ...(elsewhere.length === 0
          ? []
          : [
              {
                says: `Choose the schema that holds the tables: --schema ${displayName(elsewhere[0]?.schema ?? "")}, or the target in the settings of the database.`,
              },
            ]),
        { says: "Or create the tables first, then check again.", sql: LIST },
      ],
    });
  },
});
