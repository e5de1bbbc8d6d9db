import { displayRelation } from "@/lib/postgres/identifier";
import type { DatabaseObject } from "./object";

/** A right that the role which runs a change has to have, in Postgres' own terms. */
export type Need =
  | { right: "superuser"; for: string }
  /** The owner's rights: being the role, or inheriting from it. */
  | { right: "inherit"; role: string; for: string }
  /** Being able to become the role (SET ROLE). */
  | { right: "become"; role: string; for: string }
  | { right: "create role"; replication: boolean; bypassRls: boolean }
  /** `replication` and `bypassRls` say which of the two it changes; a role may have its own password and settings changed. */
  | {
      right: "alter role";
      role: string;
      what: "attributes" | "password" | "settings";
      replication: boolean;
      bypassRls: boolean;
    }
  | { right: "drop role"; role: string }
  | { right: "grant role"; role: string; member: string }
  | { right: "revoke role"; role: string; grantor: string | null }
  /** Passing a privilege on: the owner's rights, or the privilege WITH GRANT OPTION. */
  | { right: "grant"; on: DatabaseObject; privileges: string[] }
  /** Taking back what the owner gave: a REVOKE reaches no further than its own grants. */
  | { right: "revoke"; on: DatabaseObject; privileges: string[]; grantee: string | null }
  /** CREATE on the database, for a new owner; null is the role that runs the plan. */
  | { right: "create on database"; role: string | null; for: string }
  | { right: "create on schema"; role: string; schema: string; for: string }
  | { right: "replication"; for: string }
  /** USAGE on the schema: without it no object in it is found by name, whatever the rights on the object. */
  | { right: "look in schema"; schema: string; for: string };

export type Right = Need["right"];
export type NeedOf<R extends Right> = Extract<Need, { right: R }>;

/** The owners as a plan goes on: an object that changed hands before a step belongs to the new owner at it. */
export type Owners = {
  table(table: { schema: string; name: string }): string;
  sequence(sequence: { schema: string; name: string }): string;
  schema(name: string): string;
  database(name: string): string;
  routine(routine: Extract<DatabaseObject, { type: "routine" }>): string;
  publication(name: string): string;
};

/** Returns the owner of the object that a privilege is on. */
export function ownerOfObject(on: DatabaseObject, owners: Owners): string {
  switch (on.type) {
    case "table":
      return owners.table(on);
    case "sequence":
      return owners.sequence(on);
    case "schema":
      return owners.schema(on.name);
    case "database":
      return owners.database(on.name);
    case "routine":
      return owners.routine(on);
  }
}

/** Returns the need for USAGE on the schema of a relation or routine that a statement names. */
export const lookIn = (relation: { schema: string; name: string }): Need => ({
  right: "look in schema",
  schema: relation.schema,
  for: displayRelation(relation),
});
