import type { Change } from "./schema";

/**
 * Returns the command tag by which event triggers know the statement of a change; null where they do not fire: for roles,
 * databases, and what concerns the whole server (PostgreSQL docs, 40.1; tried on 14 to 18).
 */
export function commandTagOf(change: Change): string | null {
  switch (change.kind) {
    case "role":
    case "password":
    case "role setting":
    case "membership":
    case "database limit":
    case "slot":
    case "system setting":
      return null;
    case "privileges":
      return change.on.type === "database" ? null : change.to ? "GRANT" : "REVOKE";
    case "default privileges":
      return "ALTER DEFAULT PRIVILEGES";
    case "table owner":
    case "replica identity":
      return "ALTER TABLE";
    case "publication":
      if (change.from === null) return "CREATE PUBLICATION";
      return change.to === null ? "DROP PUBLICATION" : "ALTER PUBLICATION";
    case "publication owner":
    case "published":
    case "published schema":
      return "ALTER PUBLICATION";
  }
}

/** Tags of statements of ours that can drop an object, at which `sql_drop` fires too. */
const DROPS: ReadonlySet<string> = new Set([
  "DROP PUBLICATION",
  "ALTER PUBLICATION",
  "ALTER DEFAULT PRIVILEGES",
]);

/**
 * Returns the tags among these at which an event trigger fires. `table_rewrite` is never among ours: neither another owner
 * nor another replica identity rewrites a table.
 */
export function tagsFiring(
  { event, tags }: { event: string; tags: readonly string[] | null },
  ours: readonly string[],
): string[] {
  const listened = ours.filter((tag) => tags === null || tags.includes(tag));
  switch (event) {
    case "ddl_command_start":
    case "ddl_command_end":
      return listened;
    case "sql_drop":
      return listened.filter((tag) => DROPS.has(tag));
    default:
      return [];
  }
}
