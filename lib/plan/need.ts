import { displayName, displayRelation } from "@/lib/postgres/identifier";
import type { Change, DatabaseObject } from "@/lib/change/schema";

/** A right that whoever runs a change has to have, in Postgres' own terms. */
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
  /** Taking back what the owner gave: nobody's REVOKE reaches further than its own grants. */
  | { right: "revoke"; on: DatabaseObject; privileges: string[]; grantee: string | null }
  /** CREATE on the database, for whoever runs this or for a new owner. */
  | { right: "create on database"; role: string | null; for: string }
  | { right: "create on schema"; role: string; schema: string; for: string }
  | { right: "replication"; for: string }
  /** USAGE on the schema: without it the object's name leads nowhere, whatever one may do with the object. */
  | { right: "look in schema"; schema: string; for: string };

/** Where the owners stand as a plan goes on: what changed hands before a step belongs to the new owner at it. */
export type Owners = {
  table(table: { schema: string; name: string }): string;
  sequence(sequence: { schema: string; name: string }): string;
  schema(name: string): string;
  database(name: string): string;
  routine(routine: Extract<DatabaseObject, { type: "routine" }>): string;
  publication(name: string): string;
};

function ownerOf(on: DatabaseObject, owners: Owners): string {
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

/** Returns the owner of what a privilege is on, for the text of what is missing. */
export const ownerOfObject = ownerOf;

/** Returns what a change names by schema and name. */
function relationIn(change: Change): { schema: string; name: string } | null {
  switch (change.kind) {
    case "privileges":
      return "schema" in change.on ? change.on : null;
    case "table owner":
    case "replica identity":
    case "published":
      return change.table;
    default:
      return null;
  }
}

/**
 * Returns what a change takes of whoever runs it and is no superuser (PostgreSQL docs, the page of each statement; tried
 * on 14 to 18).
 */
export function needsOf(change: Change, owners: Owners): Need[] {
  const relation = relationIn(change);
  return relation === null
    ? ownNeedsOf(change, owners)
    : [
        ...ownNeedsOf(change, owners),
        { right: "look in schema", schema: relation.schema, for: displayRelation(relation) },
      ];
}

function ownNeedsOf(change: Change, owners: Owners): Need[] {
  switch (change.kind) {
    case "role": {
      const { role, from, to } = change;
      if (to === null) return [{ right: "drop role", role }];
      const gains = (key: "replication" | "bypassRls") => to[key] !== (from?.[key] ?? false);
      const attributes = { replication: gains("replication"), bypassRls: gains("bypassRls") };
      return from === null
        ? [{ right: "create role", ...attributes }]
        : [{ right: "alter role", role, what: "attributes", ...attributes }];
    }
    case "password":
    case "role setting":
      return [
        {
          right: "alter role",
          role: change.role,
          what: change.kind === "password" ? "password" : "settings",
          replication: false,
          bypassRls: false,
        },
      ];
    case "membership":
      return change.to === null
        ? [{ right: "revoke role", role: change.role, grantor: change.grantor }]
        : [{ right: "grant role", role: change.role, member: change.member }];
    case "privileges":
      return [
        change.to
          ? { right: "grant", on: change.on, privileges: change.privileges }
          : {
              right: "revoke",
              on: change.on,
              privileges: change.privileges,
              grantee: change.grantee,
            },
      ];
    case "default privileges":
      return [
        {
          right: "inherit",
          role: change.creator,
          for: `default privileges of ${displayName(change.creator)}`,
        },
      ];
    case "table owner": {
      const what = displayRelation(change.table);
      return [
        { right: "inherit", role: change.from, for: what },
        { right: "become", role: change.to, for: what },
        { right: "create on schema", role: change.to, schema: change.table.schema, for: what },
      ];
    }
    case "replica identity":
      return [{ right: "inherit", role: owners.table(change.table), for: displayRelation(change.table) }];
    case "publication":
      if (change.allTables && change.to !== null && change.from === null)
        return [{ right: "superuser", for: "a publication FOR ALL TABLES" }];
      return change.from === null
        ? [{ right: "create on database", role: null, for: displayName(change.publication) }]
        : [
            {
              right: "inherit",
              role: owners.publication(change.publication),
              for: displayName(change.publication),
            },
          ];
    case "publication owner":
      return [
        { right: "inherit", role: change.from, for: displayName(change.publication) },
        { right: "become", role: change.to, for: displayName(change.publication) },
        { right: "create on database", role: change.to, for: displayName(change.publication) },
      ];
    case "published":
      return [
        {
          right: "inherit",
          role: owners.publication(change.publication),
          for: displayName(change.publication),
        },
        ...(change.to === null
          ? []
          : [
              {
                right: "inherit" as const,
                role: owners.table(change.table),
                for: displayRelation(change.table),
              },
            ]),
      ];
    case "published schema":
      return change.to
        ? [{ right: "superuser", for: "a publication of whole schemas" }]
        : [
            {
              right: "inherit",
              role: owners.publication(change.publication),
              for: displayName(change.publication),
            },
          ];
    case "database limit":
      return [
        {
          right: "inherit",
          role: owners.database(change.database),
          for: `the database ${displayName(change.database)}`,
        },
      ];
    case "slot":
      return [{ right: "replication", for: `the slot ${change.slot}` }];
    case "system setting":
      return [{ right: "superuser", for: `ALTER SYSTEM SET ${change.name}` }];
  }
}
