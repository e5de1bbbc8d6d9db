import { z } from "zod";
import type { RoleFacts } from "@/lib/privileges/schema";
import { displayName, quoteIdentifier, quoteLiteral } from "@/lib/postgres/identifier";
import { nameSchema } from "@/lib/target/schema";
import { sidesOf } from "../catalogue";
import { plainChange, turned, type ChangeDefinition } from "../definition";
import { valueSchema } from "../values";

/** Attributes of Electric's role that a plan sets. */
export const attributesSchema = z.object({
  login: z.boolean(),
  inherit: z.boolean(),
  replication: z.boolean(),
  bypassRls: z.boolean(),
  connectionLimit: z.number().int().nullable(),
  /** ISO time, null for never. */
  validUntil: valueSchema.nullable(),
});
export type Attributes = z.infer<typeof attributesSchema>;

export const roleSchema = z.object({
  kind: z.literal("role"),
  role: nameSchema,
  from: attributesSchema.nullable(),
  to: attributesSchema.nullable(),
  /** The hashed password that a new role gets. */
  verifier: valueSchema.nullable(),
});
type RoleChange = z.infer<typeof roleSchema>;

/** Returns attributes as CREATE ROLE and ALTER ROLE write them; of two sets only those that differ. */
function attributesSql(to: Attributes, from: Attributes | null): string[] {
  const changed = (key: keyof Attributes) => from === null || from[key] !== to[key];
  const flag = (key: "login" | "inherit" | "replication" | "bypassRls", word: string) =>
    changed(key) && (from !== null || to[key] || key === "inherit" || key === "login")
      ? [`${to[key] ? "" : "NO"}${word}`]
      : [];
  const limit =
    changed("connectionLimit") && (from !== null || to.connectionLimit !== null)
      ? [`CONNECTION LIMIT ${to.connectionLimit ?? -1}`]
      : [];
  const until =
    changed("validUntil") && (from !== null || to.validUntil !== null)
      ? [`VALID UNTIL ${quoteLiteral(to.validUntil ?? "infinity")}`]
      : [];
  return [
    ...flag("login", "LOGIN"),
    ...flag("inherit", "INHERIT"),
    ...flag("replication", "REPLICATION"),
    ...flag("bypassRls", "BYPASSRLS"),
    ...limit,
    ...until,
  ];
}

/** Returns the attributes that a role has, as a change writes them. */
export function attributesOf(facts: RoleFacts): Attributes {
  const { canLogin: login, inherit, replication, bypassRls, connectionLimit, validUntil } = facts;
  return { login, inherit, replication, bypassRls, connectionLimit, validUntil };
}

/** CREATE, ALTER or DROP ROLE. A new role without a verifier has no password, so that no password opens it. */
export const role = {
  ...plainChange,
  sql({ role: roleName, from, to, verifier }) {
    const name = quoteIdentifier(roleName);
    if (to === null) return `DROP ROLE ${name}`;
    const attributes = attributesSql(to, from).join(" ");
    if (from !== null) return `ALTER ROLE ${name} WITH ${attributes}`;
    const password = verifier === null ? "" : ` PASSWORD ${quoteLiteral(verifier)}`;
    return `CREATE ROLE ${name} WITH ${attributes}${password}`;
  },
  /** A role that is made anew comes back without its old password. */
  inverse: (change) => ({ ...turned(change), verifier: null }),
  key: ({ role: name }) => [name],
  subject: ({ role: name }) => `the role ${displayName(name)}`,
  roles: ({ role: name }) => [name],
  commandTag: () => null,
  needs({ role: name, from, to }) {
    if (to === null) return [{ right: "drop role", role: name }];
    const gains = (key: "replication" | "bypassRls") => to[key] !== (from?.[key] ?? false);
    const attributes = { replication: gains("replication"), bypassRls: gains("bypassRls") };
    return from === null
      ? [{ right: "create role", ...attributes }]
      : [{ right: "alter role", role: name, what: "attributes", ...attributes }];
  },
  state(change, { rights }) {
    const facts = rights.roles.find(({ name }) => name === change.role);
    return sidesOf(facts === undefined ? null : attributesOf(facts), change);
  },
  verifier: ({ verifier }) => verifier,
  redacted: (change) => ({ ...change, verifier: null }),
} satisfies ChangeDefinition<RoleChange>;
