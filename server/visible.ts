import "server-only";
import { eq, sql, type AnyColumn, type SQL } from "drizzle-orm";
import type { Context } from "./context";
import { apiTokens, auditEvents, databases, user } from "./store/schema";

/** Whether an actor sees every database, whatever groups stand in the account: the program itself, and admins. A token never does. */
const seesAll = ({ actor }: Context): boolean =>
  actor.kind === "system" || (actor.kind === "user" && actor.role === "admin");

/** Returns the condition that the groups of the actor's account or token are none, or let something in: `within` says it of their column. */
function byGroups({ actor }: Context, within: (groups: AnyColumn) => SQL): SQL | undefined {
  if (actor.kind === "system") return undefined;
  const of = actor.kind === "token" ? apiTokens : user;
  return sql`EXISTS (SELECT FROM ${of} WHERE ${eq(of.id, actor.id)}
    AND (cardinality(${of.groups}) = 0 OR ${within(of.groups)}))`;
}

/**
 * Returns the condition of the databases that an actor sees: those of the groups of the account or the token, or all where it has none. The
 * account is read in the same query, so that no older list of groups holds; one that was removed sees no database. Every query of `databases` for a
 * person goes through here (visible.test.ts).
 */
export function visibleDatabases(ctx: Context): SQL | undefined {
  if (seesAll(ctx)) return undefined;
  return byGroups(ctx, (groups) => sql`${databases.group} = ANY (${groups})`);
}

/**
 * Returns the condition of the entries of the audit log that an actor sees. With groups these are the entries of no database, and those of
 * the databases of the groups; an entry of a database that was removed is not among them.
 */
export function visibleEvents(ctx: Context): SQL | undefined {
  if (seesAll(ctx)) return undefined;
  return byGroups(
    ctx,
    (groups) => sql`${auditEvents.profileName} = '' OR EXISTS (SELECT FROM ${databases}
      WHERE ${eq(databases.id, auditEvents.databaseId)} AND ${databases.group} = ANY (${groups}))`,
  );
}
