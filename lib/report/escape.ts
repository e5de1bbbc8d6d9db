import { plain, plainSql } from "./terminal";

/**
 * Returns text as one line of Markdown that means nothing but itself: no emphasis, link, HTML, table cell, entity or
 * address that becomes a link.
 */
export const escapeMarkdown = (text: string): string =>
  plain(text)
    .replace(/[\\`*_[\]<>|~&$]/g, "\\$&")
    .replaceAll("://", ":\\/\\/")
    .replace(/\bwww\./gi, (www) => `${www.slice(0, -1)}\\.`);

/** Returns SQL as a fenced block that nothing inside it can close. */
export function fencedSql(sql: string): string {
  const lines = plainSql(sql);
  const longest = Math.max(0, ...(lines.join("\n").match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(Math.max(3, longest + 1));
  return [`${fence}sql`, ...lines, fence].join("\n");
}
