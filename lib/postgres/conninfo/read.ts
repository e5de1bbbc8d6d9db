import { readAssignments } from "./assignments";
import { readCommand } from "./command";
import { sliceOf, trimmed, type Excerpt } from "./excerpt";
import { readKeywords } from "./keywords";
import { jsonPairsOf, linesOf } from "./lines";
import { noParts, type Parts } from "./parts";
import { readPassLine } from "./pass-line";
import { schemeOf } from "./schemes";
import { hasSemicolonPairs, readSemicolons } from "./semicolons";
import { readUri } from "./uri";

/** The form of a pasted text; "semicolons" is .NET's and PHP's, "variables" any list of names and values. */
export type Form = "nothing" | "uri" | "keywords" | "semicolons" | "command" | "variables" | "unreadable";

export type Read = { form: Form; parts: Parts };

const KEYWORDS = /^([a-z_]+)\s*=/i;
const EMBEDDED = /(?:jdbc:)?(?:postgres(?:ql)?(?:\+[a-z0-9]+)?|postgis|pgsql|ecto):\/\/[^\s"'`<>]*/i;

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

/** JDBC names a database of this machine without slashes: `jdbc:postgresql:shop` (pgJDBC, Connecting to the Database). */
function readLocalJdbc({ text }: Excerpt): Parts | null {
  const database = /^jdbc:postgresql:([\w-]+)$/i.exec(text)?.[1];
  return database === undefined ? null : { ...noParts(), host: "localhost", database, url: text };
}

/** Reads a text that is one whole connection string; null for any other. */
export function readWhole(excerpt: Excerpt): Parts | null {
  return readSingle(excerpt)?.parts ?? null;
}

function readSingle(excerpt: Excerpt): Read | null {
  const text = bare(excerpt);
  const local = readLocalJdbc(text);
  if (local !== null) return { form: "uri", parts: local };
  if (schemeOf(text.text) !== null) {
    const end = text.text.search(/[\r\n]/);
    return { form: "uri", parts: readUri(trimmed(sliceOf(text, 0, end < 0 ? undefined : end))) };
  }
  if (hasSemicolonPairs(text.text)) return { form: "semicolons", parts: readSemicolons(text) };
  const line = readPassLine(text);
  if (line !== null) return { form: "keywords", parts: line };
  const name = KEYWORDS.exec(text.text)?.[1];
  const isKeywords = name !== undefined && name === name.toLowerCase() && isKeyword(name);
  return isKeywords ? { form: "keywords", parts: readKeywords(text) } : null;
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
  const lines = text.text.startsWith("{") ? jsonPairsOf(text) : linesOf(text);
  const variables = readAssignments(lines, readWhole);
  const isFile = lines.length > 1 && !/\\\r?\n/.test(text.text) && hasConnection(variables);
  if (isLine && !isFile) return { form: formOf(command, "command"), parts: command };
  if (lines.length > 0 && hasConnection(variables))
    return { form: formOf(variables, "variables"), parts: variables };
  const [uri] = EMBEDDED.exec(text.text) ?? [];
  if (uri === undefined) return null;
  const from = text.text.indexOf(uri);
  return { form: "uri", parts: readUri(sliceOf(text, from, from + uri.length)) };
}

/** A variable or a command around one URI is a URI. */
const formOf = ({ url }: Parts, other: Form): Form => (url === null ? other : "uri");

/** Reads any pasted text: a connection string of any kind, or a command, a file or a message that holds one. */
export function readText(excerpt: Excerpt): Read {
  const text = withoutPrompt(trimmed(excerpt));
  if (text.text === "") return { form: "nothing", parts: noParts() };
  const isList = /\n/.test(text.text) && linesOf(text).length > 1 && !KEYWORD_LINE.test(text.text);
  return (
    (isList ? null : readSingle(text)) ??
    readAround(text) ??
    readSingle(text) ?? { form: "unreadable", parts: noParts() }
  );
}
