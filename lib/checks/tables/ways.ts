import { displayName, quoteIdentifier, quoteLiteral } from "@/lib/postgres/identifier";
import { powerText } from "@/lib/reach/power-text";
import type { Relation } from "@/lib/snapshot/relation";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { majorOf } from "@/lib/target/mode";
import type { Target } from "@/lib/target/schema";
import { forEachTable } from "@/lib/target/statements";
import type { Way } from "../finding";
import { grantMembership, whoMayGrant } from "../role/who-may";
import { example } from "@/lib/text/words";

/** The way out of automatic publishing; the checks of the strategy “manual” then say what is left to do. */
export const MANUAL_MODE: Way = {
  says: "Or choose the strategy “manual” and start Electric with ELECTRIC_MANUAL_TABLE_PUBLISHING=true: another role publishes the tables and sets REPLICA IDENTITY FULL, and Electric only reads.",
};

/** Returns why membership in one of these roles is no way: their members could take over the server; null where none is such. */
function refusedMembership({ powers }: ReachedSnapshot, owners: readonly string[]): Way | null {
  const refused = powers.filter(({ role }) => owners.includes(role));
  if (refused.length === 0) return null;
  const names = refused.map(({ role }) => displayName(role));
  return {
    says: `${refused.map(powerText).join(" ")} Hand the tables of ${example(names, "role")} over to an ordinary role first, and migrations with them.`,
  };
}

/**
 * Returns the way that gives Electric's role the rights of owners without a table changing hands; where that would hand over
 * the server, why it is none, without a statement.
 */
export function membershipWay(snapshot: ReachedSnapshot, target: Target, owners: readonly string[]): Way {
  const refused = refusedMembership(snapshot, owners);
  if (refused !== null) return refused;
  const later = owners.length === 1 ? "it creates" : "they create";
  return {
    says: `Make ${displayName(target.role)} a member of ${example(owners.map(displayName), "role")}, with inheritance: no table changes hands, and what ${later} later is covered too. Electric could then also write to these tables and drop them. ${whoMayGrant(snapshot, target.role, owners)}`,
    sql: grantMembership(snapshot, target.role, owners),
  };
}

/** Returns ways with one that has no statement last where it stands first: a way out is read before what is none. */
export function withoutFirstRefusal(ways: readonly Way[]): Way[] {
  const [first, ...others] = ways;
  if (first === undefined || first.sql !== undefined) return [...ways];
  return [...others, first].map((way, at) =>
    at === 0
      ? { ...way, says: way.says.replace(/^Or (.)/, (_or, letter: string) => letter.toUpperCase()) }
      : way,
  );
}

/** Privileges that an application needs to go on as before once its tables belong to another role. */
const RIGHTS = "SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER";

/**
 * Returns the way that hands tables over to Electric's role. It takes owner rights on the table, the right to become the
 * new owner, and CREATE on the schema for the new owner (seen on 14 to 18). The old owner gets its rights back by grant
 * afterwards: a grant from before would move to the new owner together with the table.
 */
export function transferWay(snapshot: ReachedSnapshot, target: Target, tables: readonly Relation[]): Way {
  const role = quoteIdentifier(target.role);
  const schemas = [...new Set(tables.map(({ schema }) => schema))].map(quoteIdentifier);
  const owners = [...new Set(tables.map(({ owner }) => owner))].map(quoteIdentifier);
  const become = majorOf(snapshot.server.versionNum) >= 16 ? " WITH SET TRUE" : "";
  const name = displayName(target.role);
  return {
    says: `Or hand the tables over to ${name}. Each takes an ACCESS EXCLUSIVE lock for a moment. Who runs this needs the rights of the present owner and has to be able to become ${name}. The old owner goes on reading and writing by grant; altering and dropping passes to ${name}, so migrations have to run as it. Tables made later belong to the role that makes them.`,
    sql: [
      "SET lock_timeout = '2s';",
      ...(snapshot.visitor.superuser ? [] : [`GRANT ${role} TO CURRENT_USER${become};`]),
      ...schemas.map((schema) => `GRANT CREATE ON SCHEMA ${schema} TO ${role};`),
      forEachTable(
        tables,
        (table, owner) => `ALTER TABLE ${table} OWNER TO ${role}; GRANT ${RIGHTS} ON ${table} TO ${owner}`,
        `c.relkind IN ('r', 'p') AND NOT c.relispartition AND pg_get_userbyid(c.relowner) <> ${quoteLiteral(target.role)}`,
      ),
      ...schemas.map(
        (schema) => `GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${schema} TO ${owners.join(", ")};`,
      ),
    ].join("\n"),
  };
}
