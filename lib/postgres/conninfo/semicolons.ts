import { pickedFrom, sliceOf, trimmed, type Excerpt } from "./excerpt";
import { isParameter, isSecret, meaningOf } from "./names";
import { assign, noParts, type Parts } from "./parts";
import { readHosts } from "./hosts";

const PAIR =
  /\s*([A-Za-z][\w .-]*?)\s*=(?!=)\s*(?:"(?:[^"]|"")*"|'(?:[^']|'')*'|\{(?:[^}]|\}\})*\}|[^;]*)\s*(?:;|$)/y;

/** PHP's PDO and Perl's DBI put a scheme before the same pairs. */
const PREFIX = /^(?:pgsql|dbi:pg):/i;

/** Takes the quotes from a value, or ODBC's braces; the closing one doubled stands for one (.NET, DbConnectionStringBuilder; ODBC, 2.4). */
function unquoted(value: Excerpt): Excerpt {
  const quote = /^\{[^]*\}$/.test(value.text) ? "}" : /^(["'])[^]*\1$/.exec(value.text)?.[1];
  if (quote === undefined || value.text.length < 2) return value;
  const offsets = [];
  for (let at = 1; at < value.text.length - 1; at += 1) {
    offsets.push(at);
    if (value.text[at] === quote && value.text[at + 1] === quote) at += 1;
  }
  return pickedFrom(value, offsets);
}

/** Npgsql's `VerifyFull` and `Verify-Full` are libpq's `verify-full`. */
function sslmodeOf(value: string): string {
  return value.toLowerCase().replace(/^verify[ _-]?(ca|full)$/, "verify-$1");
}

type Pair = { name: string; value: Excerpt };

/** Returns the pairs; a stretch that no driver knows belongs to the password before it, which holds a raw `;`. */
function pairsIn(excerpt: Excerpt): Pair[] {
  const pairs: (Pair & { from: number })[] = [];
  let at = PREFIX.exec(excerpt.text)?.[0].length ?? 0;
  while (at < excerpt.text.length) {
    PAIR.lastIndex = at;
    const [whole, name = ""] = PAIR.exec(excerpt.text) ?? [];
    const semicolon = excerpt.text.indexOf(";", at);
    const end =
      whole === undefined ? (semicolon < 0 ? excerpt.text.length : semicolon + 1) : at + whole.length;
    const last = pairs.at(-1);
    const isTail = whole === undefined || !isParameter(name);
    if (isTail && last !== undefined && isSecret(last.name) && excerpt.text.slice(at, end).trim() !== "")
      last.value = trimmed(sliceOf(excerpt, last.from, end - (excerpt.text[end - 1] === ";" ? 1 : 0)));
    else if (whole !== undefined) {
      const from = at + whole.indexOf("=") + 1;
      const value = trimmed(sliceOf(excerpt, from, end - (whole.endsWith(";") ? 1 : 0)));
      pairs.push({ name, value: unquoted(value), from });
    }
    at = end;
  }
  return pairs;
}

const NEXT_NAME = /;\s*([A-Za-z][\w ]*?)\s*=/g;

/** Returns whether a text is a list of pairs with `;` between them, as .NET, PDO and DBI write it. */
export function hasSemicolonPairs(text: string): boolean {
  if (PREFIX.test(text)) return true;
  const [first = ""] = text.split(";");
  const [start = "", name = ""] = /^([A-Za-z][\w ]*?)\s*=/.exec(first) ?? [];
  // A second pair before the first `;` is libpq's form, and the `;` stands in a value.
  if (!isParameter(name) || /\s\w+\s*=/.test(first.slice(start.length))) return false;
  const isDotNet = /[A-Z ]/.test(name);
  return (
    isDotNet || /;\s*$/.test(text) || [...text.matchAll(NEXT_NAME)].some(([, next = ""]) => isParameter(next))
  );
}

/** Reads `Host=…;Port=…;Username=…;Password=…` with the names of Npgsql, SqlClient, PDO and DBI. */
export function readSemicolons(excerpt: Excerpt): Parts {
  const parts = noParts();
  for (const { name, value } of pairsIn(excerpt)) {
    const isSslmode = meaningOf(name) === "sslmode";
    assign(parts, name, isSslmode ? sslmodeOf(value.text) : value.text, value);
  }
  // Npgsql takes the port of a host behind a colon: `Host=a:6000,b:6001`.
  if (parts.host === null || !parts.host.includes(":")) return parts;
  const { host, port } = readHosts(parts.host);
  return { ...parts, host, port: port ?? parts.port };
}
