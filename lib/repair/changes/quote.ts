import { ImpossibleName, quoteIdentifier, quoteRelation } from "@/lib/postgres/identifier";
import { isPrivilege } from "./privilege";
import type { DatabaseObject } from "./object";

const WORDS = {
  table: "TABLE",
  sequence: "SEQUENCE",
  schema: "SCHEMA",
  database: "DATABASE",
  routine: "ROUTINE",
} as const;

/** Returns an object as GRANT and REVOKE name it: `TABLE "public"."orders"`. */
export function quoteObject(object: DatabaseObject): string {
  const name = "schema" in object ? quoteRelation(object) : quoteIdentifier(object.name);
  const called = object.type === "routine" ? `(${object.arguments.map(quoteRelation).join(", ")})` : "";
  return `${WORDS[object.type]} ${name}${called}`;
}

/** Returns a role as GRANT names it; null is PUBLIC. */
export const quoteGrantee = (role: string | null): string =>
  role === null ? "PUBLIC" : quoteIdentifier(role);

/** Returns a privilege as GRANT writes it, where it stands without quotes. @throws ImpossibleName for what is none */
export function privilegeWord(privilege: string): string {
  if (!isPrivilege(privilege)) throw new ImpossibleName("Postgres knows no such privilege.");
  return privilege;
}
