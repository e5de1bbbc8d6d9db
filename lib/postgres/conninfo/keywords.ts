import { sliceOf, type Excerpt } from "./excerpt";
import { assign, noParts, type Parts } from "./parts";

const PAIR = /([A-Za-z_]+)(\s*=\s*)(?:'((?:[^'\\]|\\.|'')*)'?|((?:[^\s\\']|\\.)*))/gs;

/** Reads libpq's `host=… port=… password='it\'s'` form: values in single quotes, backslash escapes (PostgreSQL docs, 34.1.1.1). A doubled quote, as in SQL, is read as it was meant. */
export function readKeywords(excerpt: Excerpt): Parts {
  const parts = noParts();
  for (const pair of excerpt.text.matchAll(PAIR)) {
    const [, name = "", equals = "", quoted, plain] = pair;
    const raw = quoted ?? plain ?? "";
    const from = pair.index + name.length + equals.length + (quoted === undefined ? 0 : 1);
    assign(
      parts,
      name.toLowerCase(),
      raw.replace(/\\(.)|'(')/gs, "$1$2"),
      sliceOf(excerpt, from, from + raw.length),
    );
  }
  return parts;
}
