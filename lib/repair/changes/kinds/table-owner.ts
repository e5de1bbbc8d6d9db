import { z } from "zod";
import { displayRelation, quoteIdentifier, quoteRelation } from "@/lib/postgres/identifier";
import { nameSchema, tableNameSchema } from "@/lib/target/schema";
import { GONE, sidesOf } from "../catalogue";
import { plainChange, type ChangeDefinition } from "../definition";
import { lookIn } from "../need";

export const tableOwnerSchema = z.object({
  kind: z.literal("table owner"),
  table: tableNameSchema,
  from: nameSchema,
  to: nameSchema,
});

/** ALTER TABLE … OWNER TO, which never reaches partitions or children, ONLY or not (PostgreSQL docs, ALTER TABLE). */
export const tableOwner = {
  ...plainChange,
  sql: ({ table, to }) => `ALTER TABLE ${quoteRelation(table)} OWNER TO ${quoteIdentifier(to)}`,
  key: ({ table }) => [table.schema, table.name],
  subject: ({ table }) => `the owner of ${displayRelation(table)}`,
  roles: ({ from, to }) => [from, to],
  lock: ({ table }) => ({ table, mode: "ACCESS EXCLUSIVE", beforehand: true }),
  commandTag: () => "ALTER TABLE",
  needs({ table, from, to }) {
    const name = displayRelation(table);
    return [
      { right: "inherit", role: from, for: name },
      { right: "become", role: to, for: name },
      { right: "create on schema", role: to, schema: table.schema, for: name },
      lookIn(table),
    ];
  },
  state(change, { relation }) {
    const table = relation(change.table);
    return table === undefined ? GONE : sidesOf(table.owner, change);
  },
} satisfies ChangeDefinition<z.infer<typeof tableOwnerSchema>>;
