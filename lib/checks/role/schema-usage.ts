import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import { actingAs } from "@/lib/target/acting";
import { targetSchemas } from "@/lib/target/relations";
import { defineCheck } from "../define";
import { fail, pass, type Way } from "../finding";
import { count, example } from "@/lib/text/words";
import { noRoleYet } from "./absent";

export const roleSchemaUsage = defineCheck({
  id: "role.schema_usage",
  title: "Electric's role may use the schemas",
  why: "Without USAGE on a schema Electric cannot read the tables in it: shapes end with 503 “permission denied for schema”. CREATE on the schema is not needed.",
  source: "Electric 1.7.12, shapes/consumer/snapshotter.ex; PostgreSQL docs, 5.8 Privileges: USAGE",
  worst: "fail",
  act: { says: (role) => `Grant schema USAGE to role ${role}` },
  urgency: 230,
  foretells: ["publish table", "may read table", "read table"],
  refutedBy: ["read table"],
  judge(seen, named) {
    const { snapshot, target } = actingAs(seen, named);
    const byName = new Map(snapshot.schemas.map((schema) => [schema.name, schema]));
    const wanted = targetSchemas(target);
    const missing = wanted.filter((schema) => !byName.has(schema));
    const closed = wanted.flatMap((name) => {
      const schema = byName.get(name);
      return schema !== undefined && schema.usage === false ? [schema] : [];
    });
    const role = displayName(target.role);
    if (missing.length + closed.length === 0)
      return snapshot.role === null
        ? noRoleYet(target)
        : pass(`${role} has USAGE on ${example(wanted.map(displayName), "schema")}.`);
    const absent = missing.map(displayName);
    const shut = closed.map(({ name }) => displayName(name));
    const ways: Way[] = [
      ...closed.map((schema) => ({
        says: `Grant it as ${displayName(schema.owner)}, who owns the schema. Another role's GRANT may end with no more than a warning.`,
        sql: `GRANT USAGE ON SCHEMA ${quoteIdentifier(schema.name)} TO ${quoteIdentifier(target.role)};`,
      })),
      ...(missing.length === 0
        ? []
        : [
            {
              says: `Take ${absent.join(", ")} out of the target if the name is wrong: names are compared letter by letter, capitals included.`,
            },
            {
              says: "Or make what is missing.",
              sql: missing.map((schema) => `CREATE SCHEMA ${quoteIdentifier(schema)};`).join("\n"),
            },
          ]),
    ];
    const parts = [
      ...(shut.length === 0 ? [] : [`${role} has no USAGE on ${example(shut, "schema")}`]),
      ...(absent.length === 0
        ? []
        : [`${count(absent.length, "schema does", "schemas do")} not exist: ${example(absent, "schema")}`]),
    ];
    return fail({
      found: parts.join("; "),
      needed: "USAGE on every schema of the target",
      objects: [...shut, ...absent],
      ways,
    });
  },
});
