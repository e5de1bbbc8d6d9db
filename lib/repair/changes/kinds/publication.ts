import { z } from "zod";
import type { Publication } from "@/lib/snapshot/replication";
import { displayName, quoteIdentifier, quoteLiteral } from "@/lib/postgres/identifier";
import { nameSchema } from "@/lib/target/schema";
import { sidesOf } from "../catalogue";
import { plainChange, type ChangeDefinition } from "../definition";

export const publicationOptionsSchema = z.object({
  insert: z.boolean(),
  update: z.boolean(),
  delete: z.boolean(),
  truncate: z.boolean(),
  viaPartitionRoot: z.boolean(),
  /** Null below Postgres 18. */
  generatedStored: z.boolean().nullable(),
});
export type PublicationOptions = z.infer<typeof publicationOptionsSchema>;

export const publicationSchema = z.object({
  kind: z.literal("publication"),
  publication: nameSchema,
  from: publicationOptionsSchema.nullable(),
  to: publicationOptionsSchema.nullable(),
  /** FOR ALL TABLES, of the side that is not null when the other is. */
  allTables: z.boolean(),
});

const OPERATIONS = ["insert", "update", "delete", "truncate"] as const;

function optionsSql(to: PublicationOptions, from: PublicationOptions | null): string {
  const publish = OPERATIONS.filter((operation) => to[operation]).join(", ");
  const same = from !== null && OPERATIONS.every((operation) => from[operation] === to[operation]);
  const roots = from === null ? to.viaPartitionRoot : from.viaPartitionRoot !== to.viaPartitionRoot;
  const generated = from === null ? to.generatedStored === true : from.generatedStored !== to.generatedStored;
  return [
    ...(same ? [] : [`publish = ${quoteLiteral(publish)}`]),
    ...(roots ? [`publish_via_partition_root = ${to.viaPartitionRoot}`] : []),
    ...(generated ? [`publish_generated_columns = ${to.generatedStored === true ? "stored" : "none"}`] : []),
  ].join(", ");
}

/** Returns the options that a publication has. */
export function optionsOf({ publishes, viaPartitionRoot, generatedStored }: Publication): PublicationOptions {
  return { ...publishes, viaPartitionRoot, generatedStored };
}

/** CREATE, ALTER … SET or DROP PUBLICATION. Tables are added one by one by changes of their own. */
export const publication = {
  ...plainChange,
  sql({ publication: publicationName, from, to, allTables }) {
    const name = quoteIdentifier(publicationName);
    if (to === null) return `DROP PUBLICATION ${name}`;
    if (from !== null) return `ALTER PUBLICATION ${name} SET (${optionsSql(to, from)})`;
    return `CREATE PUBLICATION ${name}${allTables ? " FOR ALL TABLES" : ""} WITH (${optionsSql(to, null)})`;
  },
  key: ({ publication: name }) => [name],
  subject: ({ publication: name }) => `the publication ${displayName(name)}`,
  commandTag({ from, to }) {
    if (from === null) return "CREATE PUBLICATION";
    return to === null ? "DROP PUBLICATION" : "ALTER PUBLICATION";
  },
  needs({ publication: name, from, to, allTables }, owners) {
    if (allTables && to !== null && from === null)
      return [{ right: "superuser", for: "a publication FOR ALL TABLES" }];
    return from === null
      ? [{ right: "create on database", role: null, for: displayName(name) }]
      : [{ right: "inherit", role: owners.publication(name), for: displayName(name) }];
  },
  state(change, { snapshot: { publication: now } }) {
    return sidesOf(now?.name === change.publication ? optionsOf(now) : null, change);
  },
} satisfies ChangeDefinition<z.infer<typeof publicationSchema>>;
