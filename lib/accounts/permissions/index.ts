import { ADMIN_ACTS } from "./admin";
import { MEMBER_ACTS } from "./member";
import type { Permission } from "./permission";
import { VIEWER_ACTS } from "./viewer";

/**
 * The least role of each act. The table of docs/security.md is made from it, and a test compares it with what each verb, route, page and
 * action asks for: one that is not listed here fails.
 */
export const PERMISSIONS: readonly Permission[] = [...VIEWER_ACTS, ...MEMBER_ACTS, ...ADMIN_ACTS];

/** Returns the table of docs/security.md, as Markdown. */
export function permissionTable(): string {
  const rows = PERMISSIONS.map(({ does, needs }) => [does, needs]);
  const widths = [0, 1].map((at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0), at === 0 ? "act".length : "least role".length),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [line(["act", "least role"]), rule, ...rows.map(line)].join("\n");
}
