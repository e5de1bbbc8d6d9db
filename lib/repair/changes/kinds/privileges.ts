import { z } from "zod";
import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import { heldBy, itemsOf } from "@/lib/privileges/acl";
import { nameSchema } from "@/lib/target/schema";
import { EITHER, GONE } from "../catalogue";
import { plainChange, type ChangeDefinition } from "../definition";
import { lookIn } from "../need";
import { objectSchema } from "../object";
import { privilegeWord, quoteGrantee, quoteObject } from "../quote";
import { privilegesSchema } from "../values";
import { namedObject } from "../words";

export const privilegesChangeSchema = z.object({
  kind: z.literal("privileges"),
  on: objectSchema,
  /** A column's own list instead of the table's. */
  column: nameSchema.nullable(),
  /** Null is PUBLIC. */
  grantee: nameSchema.nullable(),
  privileges: privilegesSchema,
  grantOption: z.boolean(),
  /** False to true is a GRANT, true to false a REVOKE. */
  from: z.boolean(),
  to: z.boolean(),
});

/** GRANT or REVOKE on one object, or on one column of a table. Neither takes a lock that blocks reads or writes. */
export const privileges = {
  ...plainChange,
  sql({ on, column, grantee, privileges: given, grantOption, to }) {
    const columns = column === null ? "" : ` (${quoteIdentifier(column)})`;
    const list = given.map((privilege) => privilegeWord(privilege) + columns).join(", ");
    return to
      ? `GRANT ${list} ON ${quoteObject(on)} TO ${quoteGrantee(grantee)}${grantOption ? " WITH GRANT OPTION" : ""}`
      : `REVOKE ${list} ON ${quoteObject(on)} FROM ${quoteGrantee(grantee)}`;
  },
  key: ({ on, column, grantee, privileges: given, grantOption }) => [on, column, grantee, given, grantOption],
  subject: ({ on, grantee, privileges: given }) =>
    `${given.join(", ")} on ${namedObject(on)} for ${grantee === null ? "PUBLIC" : displayName(grantee)}`,
  roles: ({ grantee }) => [grantee],
  commandTag: ({ on, to }) => (on.type === "database" ? null : to ? "GRANT" : "REVOKE"),
  needs: ({ on, privileges: given, grantee, to }) => [
    to ? { right: "grant", on, privileges: given } : { right: "revoke", on, privileges: given, grantee },
    ...("schema" in on ? [lookIn(on)] : []),
  ],
  state({ on, column, grantee, privileges: wanted, from, to }, { listOf, snapshot }) {
    const list = listOf(on);
    if (list === null) return GONE;
    // No grant decides what an owner holds on its own object.
    if (list.owner === grantee) return EITHER;
    const items =
      column === null
        ? itemsOf(list.acl, on.type, list.owner, snapshot.server.versionNum)
        : (list.columns.find(({ name }) => name === column)?.acl ?? []);
    const held = heldBy(items, grantee);
    const all = wanted.every((privilege) => held.includes(privilege));
    const none = !wanted.some((privilege) => held.includes(privilege));
    return { from: from ? all : none, to: to ? all : none, gone: false };
  },
} satisfies ChangeDefinition<z.infer<typeof privilegesChangeSchema>>;
