export const TOKENS = ["keyword", "name", "string", "number", "comment", "plain"] as const;

export type TokenKind = (typeof TOKENS)[number];
export type Token = { kind: TokenKind; text: string };

/**
 * Every kind of piece that our SQL has; what is not closed reaches to the end. Words come whole, so that no keyword is
 * found inside a longer name.
 */
const PIECES: readonly [TokenKind | "word", RegExp][] = [
  ["comment", /--[^\n]*/y],
  ["string", /[Ee]'(?:[^'\\]|''|\\[\s\S])*(?:'|$)/y],
  ["string", /'(?:[^']|'')*(?:'|$)/y],
  ["string", /\$(\w*)\$[\s\S]*?(?:\$\1\$|$)/y],
  ["name", /"(?:[^"]|"")*(?:"|$)/y],
  ["word", /[\p{L}_][\p{L}\p{N}_$]*/uy],
  ["number", /\d+(?:\.\d+)?/y],
];

/** Every name that we write stands in quotation marks, so that a bare word in capitals is one of SQL's own. */
const KEYWORD = /^[A-Z][A-Z_]*$/;

function pieceAt(sql: string, at: number): Token | null {
  for (const [kind, pattern] of PIECES) {
    pattern.lastIndex = at;
    const text = pattern.exec(sql)?.[0];
    if (text === undefined || text === "") continue;
    return { kind: kind === "word" ? (KEYWORD.test(text) ? "keyword" : "plain") : kind, text };
  }
  return null;
}

/** Returns SQL as the pieces that are drawn in different colours; put together again they are the same text. */
export function highlight(sql: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < sql.length) {
    const token = pieceAt(sql, at) ?? { kind: "plain" as const, text: sql.charAt(at) };
    at += token.text.length;
    const last = tokens.at(-1);
    if (last?.kind === "plain" && token.kind === "plain") last.text += token.text;
    else tokens.push(token);
  }
  return tokens;
}
