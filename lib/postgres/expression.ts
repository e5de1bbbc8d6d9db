import { ImpossibleName } from "./identifier";

/**
 * One piece after the other: a literal, an E'' literal (the one kind with backslashes, whatever standard_conforming_strings
 * says), a quoted name, or a character that begins neither a quote nor a comment and ends nothing.
 */
const PIECE =
  /'(?:[^'\\]|'')*'|(?<![\w\u{80}-\u{10ffff}])[eE]'(?:[^'\\]|''|\\[^])*'|"(?:[^"]|"")+"|-(?!-)|\/(?!\*)|[^'"$;\\/-]/uy;

/**
 * Returns whether SQL that Postgres once wrote (pg_get_expr) is what it has to be to stand between two parentheses: every
 * quote and parenthesis is closed, and outside of quotes is no comment, no semicolon and no dollar quote. It may be a wrong
 * expression then, which Postgres refuses, but there is nothing beside it.
 */
export function isExpression(sql: string): boolean {
  if (sql.trim() === "" || sql.includes("\0")) return false;
  let depth = 0;
  PIECE.lastIndex = 0;
  while (PIECE.lastIndex < sql.length) {
    const piece = PIECE.exec(sql)?.[0];
    if (piece === undefined) return false;
    depth += piece === "(" ? 1 : piece === ")" ? -1 : 0;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** Returns an expression in parentheses. @throws ImpossibleName for what is none */
export function inParentheses(sql: string): string {
  if (!isExpression(sql)) throw new ImpossibleName("This is no expression that Postgres would write.");
  return `(${sql})`;
}
