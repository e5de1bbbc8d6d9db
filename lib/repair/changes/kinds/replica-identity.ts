import { z } from "zod";
import type { Relation } from "@/lib/snapshot/relation";
import { displayRelation, quoteIdentifier, quoteRelation } from "@/lib/postgres/identifier";
import { nameSchema, tableNameSchema } from "@/lib/target/schema";
import { GONE, sidesOf } from "../catalogue";
import { plainChange, type ChangeDefinition } from "../definition";
import { lookIn } from "../need";

/** default, nothing, full, or an index by name. */
export const identitySchema = z.union([
  z.enum(["default", "nothing", "full"]),
  z.object({ index: nameSchema }),
]);
export type Identity = z.infer<typeof identitySchema>;

export const replicaIdentitySchema = z.object({
  kind: z.literal("replica identity"),
  table: tableNameSchema,
  from: identitySchema,
  to: identitySchema,
});

const identityWord = (identity: Identity): string =>
  typeof identity === "string" ? identity.toUpperCase() : `USING INDEX ${quoteIdentifier(identity.index)}`;

/** Returns the replica identity that a table has; `index` is the name of the one that it uses, null where it uses none. */
export function identityOf({ replicaIdentity }: Relation, index: string | null): Identity {
  if (replicaIdentity === "i" && index !== null) return { index };
  return replicaIdentity === "f" ? "full" : replicaIdentity === "n" ? "nothing" : "default";
}

/** ALTER TABLE … REPLICA IDENTITY. */
export const replicaIdentity = {
  ...plainChange,
  sql: ({ table, to }) => `ALTER TABLE ${quoteRelation(table)} REPLICA IDENTITY ${identityWord(to)}`,
  key: ({ table }) => [table.schema, table.name],
  subject: ({ table }) => `the replica identity of ${displayRelation(table)}`,
  lock: ({ table }) => ({ table, mode: "ACCESS EXCLUSIVE", beforehand: true }),
  commandTag: () => "ALTER TABLE",
  needs: ({ table }, owners) => [
    { right: "inherit", role: owners.table(table), for: displayRelation(table) },
    lookIn(table),
  ],
  state(change, { relation, tableRights }) {
    const table = relation(change.table);
    return table === undefined
      ? GONE
      : sidesOf(identityOf(table, tableRights(table.oid)?.identityIndex ?? null), change);
  },
} satisfies ChangeDefinition<z.infer<typeof replicaIdentitySchema>>;
