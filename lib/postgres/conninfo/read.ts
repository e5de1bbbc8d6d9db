import { readAssignments, type Assignment } from "./assignments";
import { readCommand } from "./command";
import { sliceOf, trimmed, withPrefix, type Excerpt } from "./excerpt";
import { asWritten } from "./as-written";
import { readKeywords } from "./keywords";
import { columnsOf, inlinePairsOf, jsonPairsOf, linesOf, withDecodedData } from "./lines";
import { assign, noParts, type Parts } from "./parts";
import { readOtherAddress } from "./other-address";
import { readPassLine } from "./pass-line";
import { schemeOf } from "./schemes";
import { hasSemicolonPairs, readSemicolons } from "./semicolons";
import { readUri } from "./uri";

/** The form of a pasted text; "semicolons" is .NET's and PHP's, "variables" any list of names and values. */
export type Form = "nothing" | "uri" | "keywords" | "semicolons" | "command" | "variables" | "unreadable";

export type Read = { form: Form; parts: Parts };

const KEYWORDS = /^([a-z_]+)\s*=/i;
const EMBEDDED =
  /(?:jdbc:)?(?:postgres(?:ql)?(?:\+[a-z0-9]+)?|postgis|pgsql|ecto):\/\/(?:(?!\\+["'])[^\s"'`<>])*/i;

/** libpq's form may go over several lines; only there do two pairs stand on one. */
const KEYWORD_LINE = /^[a-z_]+ *= *\S+ +[a-z_]+ *=/m;

/** `$ psql …` as a terminal shows it. */
function withoutPrompt(text: Excerpt): Excerpt {
  const prompt = /^[$%>]\s+/.exec(text.text)?.[0].length ?? 0;
  return sliceOf(text, prompt);
}

/** Takes one pair of quotes around all of it away, and a `;` or `,` after them. */
function bare(excerpt: Excerpt): Excerpt {
  const whole = trimmed(excerpt);
  const quote = /^["'`]/.exec(whole.text)?.[0];
  if (quote === undefined) return whole;
  const end = whole.text.search(/["'`]\s*[;,]?$/);
  const inner = sliceOf(whole, 1, end > 0 && whole.text[end] === quote ? end : undefined);
  return inner.text.includes(quote) && schemeOf(inner.text) === null ? whole : trimmed(inner);
}

/**
 * JDBC names a database of this machine without a host: `jdbc:postgresql:shop`, `jdbc:postgresql:///shop` (pgJDBC, Connecting to the
 * Database). Its parameters are those of any address.
 */
function readLocalJdbc(excerpt: Excerpt): Parts | null {
  const [, start, database] =
    /^(jdbc:postgresql:(?:\/\/\/)?)([\w-]*)(?:\?[^\r\n]*)?$/i.exec(excerpt.text) ?? [];
  if (start === undefined || database === undefined) return null;
  const parts = readUri(withPrefix(":///", sliceOf(excerpt, start.length)));
  return { ...parts, host: "localhost", database: database || null, url: excerpt.text };
}

/** `user:password@host/database` without a scheme, or with `postgres` and a slip in what follows it. */
const WITHOUT_SCHEME = /^(?:postgres(?:ql)?:?)?\/{0,2}(?=[^\s:@/=;{}"'<>`,]+:\S*@[\w.[][^\s()]*$)/i;

/** An address is shorter; the pattern takes long for a text of many `@`. */
const MOST_OF_ADDRESS = 1_000;

/** Reads an address whose scheme is missing or broken; null for any other text. */
function readWithoutScheme(excerpt: Excerpt): Parts | null {
  if (excerpt.text.length > MOST_OF_ADDRESS) return null;
  const start = WITHOUT_SCHEME.exec(excerpt.text)?.[0];
  if (start === undefined) return null;
  return { ...readUri(withPrefix("://", sliceOf(excerpt, start.length))), url: excerpt.text };
}

/** Reads a text that is one whole connection string; null for any other. */
export function readWhole(excerpt: Excerpt): Parts | null {
  return readSingle(excerpt)?.parts ?? null;
}

function readSingle(excerpt: Excerpt): Read | null {
  const text = bare(excerpt);
  const local = readLocalJdbc(text);
  if (local !== null) return { form: "uri", parts: local };
  const other = readOtherAddress(text);
  if (other !== null) return { form: "uri", parts: other };
  if (schemeOf(text.text) !== null) {
    const end = text.text.search(/[\r\n]/);
    return { form: "uri", parts: readUri(trimmed(sliceOf(text, 0, end < 0 ? undefined : end))) };
  }
  if (hasSemicolonPairs(text.text)) return { form: "semicolons", parts: readSemicolons(text) };
  const line = readPassLine(text);
  if (line !== null) return { form: "keywords", parts: line };
  const name = KEYWORDS.exec(text.text)?.[1];
  const isKeywords = name !== undefined && name === name.toLowerCase() && isKeyword(name);
  if (isKeywords) return { form: "keywords", parts: readKeywords(text) };
  const bareAddress = readWithoutScheme(text);
  return bareAddress === null ? null : { form: "uri", parts: bareAddress };
}

/** libpq's own keywords; `username` and `server` are those of others. */
function isKeyword(name: string): boolean {
  const others =
    /^(application_name|connect_timeout|options|passfile|service|ssl\w+|target_session_attrs|channel_binding|gssencmode)$/;
  return /^(host|hostaddr|port|dbname|database|user|password)$/.test(name) || others.test(name);
}

const hasConnection = ({ host, database, user, password }: Parts): boolean =>
  [host, database, user, password].some((value) => value !== null);

/** The connection in a list of variables, a command or a text around a URI, whichever it is. */
function readAround(text: Excerpt): Read | null {
  const command = readCommand(text, readWhole);
  const isLine = command !== null && hasConnection(command);
  const lines = variablesIn(text);
  const variables = readAssignments(lines, readWhole);
  const isFile = lines.length > 1 && !/\\\r?\n/.test(text.text) && hasConnection(variables);
  if (isLine && !isFile) return { form: formOf(command, "command"), parts: command };
  if (lines.length > 0 && hasConnection(variables))
    return { form: formOf(variables, "variables"), parts: variables };
  const quoted = readQuoted(text);
  if (quoted !== null) return quoted;
  const inline = readAssignments(inlinePairsOf(text), readWhole);
  if (inline.host !== null) return { form: formOf(inline, "variables"), parts: inline };
  const [uri] = EMBEDDED.exec(text.text) ?? [];
  if (uri === undefined) return null;
  const from = text.text.indexOf(uri);
  return { form: "uri", parts: readUri(sliceOf(text, from, from + uri.length)) };
}

/** The variables of a file, the pairs of a JSON text, or the columns of a page. */
function variablesIn(text: Excerpt): Assignment[] {
  if (text.text.startsWith("{")) return jsonPairsOf(text);
  const columns = columnsOf(text);
  return columns.length > 0 ? columns : withDecodedData(text.text, linesOf(text));
}

const QUOTED = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.|'')*)'|`([^`]*)`/dg;
/** A password may look like an address. */
const NAMES_SECRET =
  /(?:pass(?:word|wd|phrase)?|pwd|secret|token)["'`]?\s*(?:=>|[:=,])\s*$|\bpassword\s+(?:e|u&)?$/i;
/** Two strings after an address in a call are its user and password: PDO, DriverManager. */
const LOGIN_FOLLOWS = /^\s*,\s*["']([^"']*)["']\s*,\s*["']([^"']*)["']/d;

/** Reads a whole connection string in quotes within other text: a call of a program, `CREATE SUBSCRIPTION … CONNECTION '…'`. */
function readQuoted(text: Excerpt): Read | null {
  for (const { index, 0: whole, indices } of text.text.matchAll(QUOTED)) {
    const range = indices?.[1] ?? indices?.[2] ?? indices?.[3];
    if (NAMES_SECRET.test(text.text.slice(Math.max(0, index - 40), index))) continue;
    const read = range === undefined ? null : readSingle(sliceOf(text, ...range));
    if (read === null || (read.parts.host === null && read.parts.url === null)) continue;
    const from = index + whole.length;
    const login = LOGIN_FOLLOWS.exec(text.text.slice(from))?.indices;
    if (read.parts.user !== null || !login?.[1] || !login[2]) return read;
    const parts = { ...read.parts, url: null };
    const [user, password] = [login[1], login[2]].map(([start, end]) =>
      sliceOf(text, from + start, from + end),
    );
    if (user !== undefined) assign(parts, "user", user.text, user);
    if (password !== undefined) assign(parts, "password", password.text, password);
    return { ...read, parts };
  }
  return null;
}

/** A variable or a command around one URI is a URI. */
const formOf = ({ url }: Parts, other: Form): Form => (url === null ? other : "uri");

/** Reads any pasted text: a connection string of any kind, or a command, a file or a message that holds one. */
export function readText(excerpt: Excerpt): Read {
  const text = withoutPrompt(trimmed(asWritten(excerpt)));
  if (text.text === "") return { form: "nothing", parts: noParts() };
  const isList = /\n/.test(text.text) && linesOf(text).length > 1 && !KEYWORD_LINE.test(text.text);
  return (
    (isList ? null : readSingle(text)) ??
    readAround(text) ??
    readSingle(text) ?? { form: "unreadable", parts: noParts() }
  );
}
