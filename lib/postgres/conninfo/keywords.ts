import { assign, noParts, type Parts } from "./parts";

const PAIR = /([A-Za-z_]+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'?|((?:[^\s\\']|\\.)*))/g;

/** Reads libpq's `host=… port=… password='it''s'` form: values in single quotes, backslash escapes (libpq 34.1.1.1). */
export function readKeywords(text: string): Parts {
  const parts = noParts();
  for (const pair of text.matchAll(PAIR)) {
    const [whole, name = "", quoted, plain] = pair;
    const value = (quoted ?? plain ?? "").replace(/\\(.)/g, "$1");
    assign(parts, name.toLowerCase(), value);
    if (name.toLowerCase() !== "password") continue;
    const length = (quoted ?? plain ?? "").length;
    const from = pair.index + whole.length - length - (quoted !== undefined && whole.endsWith("'") ? 1 : 0);
    parts.passwordRange = [from, from + length];
  }
  return parts;
}
