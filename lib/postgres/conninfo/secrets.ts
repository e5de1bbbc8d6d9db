import { excerptOf, sliceOf, sourceRange, type Range } from "./excerpt";
import { readUri } from "./uri";

const URI = /[a-z][a-z0-9+.-]{0,60}:\/\/[^\s"'`<>]*/gi;
/** `password: …`, `api_key=…`: a name that ends like a secret's, and all that follows on its line up to a `;`. */
const NAMED =
  /(?:pass(?:word|wd|phrase)?|pwd|secret|token|api_?key|\w{1,60}key)["'`]?\s*(?:=>|[:=])\s*(?:"((?:[^"\\]|\\.)*)|'([^']*)|([^\r\n;]*))/dgi;

/** `PASSWORD '…'` of SQL: CREATE ROLE, ALTER ROLE, OPTIONS (…) of a user mapping; a logged statement may be cut off. */
const SQL = /\bpassword\s+(?:e'((?:[^'\\]|\\.|'')*)|(?:u&)?'((?:[^']|'')*)|\$(?:\w{0,60})\$([^$]*))/dgi;
/** The same names in JSON that is itself a string: `\"password\":\"…\"`. */
const NESTED =
  /(?:pass(?:word|wd|phrase)?|pwd|secret|token|\w{1,60}key)\\{1,8}"\s*:\s*\\{1,8}"((?:(?!\\{1,8}")[^\r\n])*)/dgi;
/** An address that is percent-encoded whole, in any position. */
const ENCODED = /%3a%2f%2f[^\s"<>]{0,200}?%3a([^\s"<>]{1,400})%40/dgi;
/** `--password …` of a command that no reader knows. */
const OPTION = /(?:^|\s)--?(?:\w+-)*(?:pass(?:word|wd|phrase)?|pwd|secret|token|\w*key)\s+["']?([^\s"']+)/dgi;
/** `setProperty("password", "…")` of a program. */
const ARGUMENT = /["'`]\w{0,60}(?:pass(?:word|wd|phrase)?|pwd|secret|token)["'`]\s*,\s*["'`]([^"'`]*)/dgi;
/** A line of two columns, as a console's page has it. */
const COLUMN = /^[ \t]*(?:\w+[ \t])?(?:password|passwd|pwd)[ \t]+(\S+)[ \t]*$/dgim;
/** `user:password@host` without a scheme, after `postgres` with a slip, or as Go writes it for MySQL; Oracle's `user/password@`. */
const LOGIN =
  /(?:^|[\s"'`(=])(?:\w{0,40}:?\/\/?|postgres(?:ql)?:)?[^\s:@/"'`]{1,100}[:/]([^\s"'`]{1,300})@[\w.[(-]/dg;
/** psql's -W takes no word; what stands behind it may be meant as the password. */
const PROMPT_OPTION = /\bpsql\b[^\r\n]*\s-W\s+["']?([^\s"'-][^\s"']*)/dg;

const isApart = (range: Range, others: readonly Range[]): boolean =>
  others.every(([from, to]) => range[1] <= from || to <= range[0]);

/** Returns the stretches that look like secrets in what no reader understood; `known` ones are not returned again. */
export function likelySecrets(text: string, known: readonly Range[]): Range[] {
  const source = excerptOf(text);
  const inUris = [...text.matchAll(URI)].flatMap(({ 0: uri, index }) => {
    const excerpt = sliceOf(source, index, index + uri.length);
    const range = sourceRange(excerpt);
    return range !== null && isApart(range, known) ? readUri(excerpt).secrets : [];
  });
  const found = [...known, ...inUris];
  const named = [NAMED, NESTED, SQL, ENCODED, OPTION, PROMPT_OPTION, ARGUMENT, COLUMN, LOGIN]
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .flatMap(({ indices }): Range[] => {
      const range = indices?.[1] ?? indices?.[2] ?? indices?.[3];
      return range !== undefined && range[1] > range[0] && isApart(range, found) ? [range] : [];
    });
  return [...inUris, ...named];
}

/** Returns a text with every character of some stretches as •, as long as the text itself. */
export function maskedText(text: string, ranges: readonly Range[]): string {
  return ranges.reduce(
    (shown, [from, to]) => shown.slice(0, from) + "•".repeat(to - from) + shown.slice(to),
    text,
  );
}
