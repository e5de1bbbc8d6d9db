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
  if (event === "ddl_command_start" || event === "ddl_command_end") return listened;
  return event === "sql_drop" ? listened.filter((tag) => DROPS.has(tag)) : [];
}
