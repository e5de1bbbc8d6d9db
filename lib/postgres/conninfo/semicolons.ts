import { pickedFrom, sliceOf, trimmed, type Excerpt } from "./excerpt";
import { isParameter, isSecret, meaningOf } from "./names";
import { assign, noParts, type Parts } from "./parts";
import { readHosts } from "./hosts";
import { systemOfPairs } from "./systems";

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

/** Returns whether a pair is a parameter: one that some driver knows, or a name of its own with a switch or a number as its value. */
const isSetting = (name: string, whole: string): boolean =>
  isParameter(name) ||
  (/^[A-Z][A-Za-z ]{3,}$/.test(name) && /=\s*(?:true|false|yes|no|\d{1,9})\s*;?\s*$/i.test(whole));

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
    const isTail = whole === undefined || !isSetting(name, whole);
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
  const pairs = pairsIn(excerpt);
  for (const { name, value } of pairs) {
    const isSslmode = meaningOf(name) === "sslmode";
    assign(parts, name, isSslmode ? sslmodeOf(value.text) : value.text, value);
  }
  const server = parts.host ?? "";
  const { host, port } = placeOf(server);
  const place = { ...parts, host, port: port ?? parts.port };
  const named = pairs.map(({ name, value }) => ({ name, value: value.text }));
  const system = systemOfPairs(named, { server, host: host ?? "", port: place.port ?? "" });
  return { ...place, system };
}

/**
 * Reads a server's name. Npgsql has the port behind a colon: `Host=a:6000,b:6001`. SqlClient has it behind a comma, with a protocol
 * before it and an instance: `tcp:host\\instance,1433`.
 */
function placeOf(server: string): { host: string | null; port: string | null } {
  const bare = server.replace(/^(?:tcp|np|lpc|admin):(?:\/\/)?/i, "");
  const [, name = "", port] = /^([^,]*?)(?:\\[^,]*)?(?:,\s*(\d+))?$/.exec(bare) ?? [];
  if (port !== undefined) return { host: name || null, port };
  const one = bare.includes("\\") ? name : bare;
  return one.includes(":") ? readHosts(one) : { host: one || null, port: null };
}
