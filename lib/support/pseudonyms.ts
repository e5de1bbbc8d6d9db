import { displayName, quoteLiteral } from "@/lib/postgres/identifier";

/** Words of Postgres, of providers and of Electric's defaults, which tell nothing of whose database it is. */
const COMMON: ReadonlySet<string> = new Set(
  `on off true false none null public postgres template0 template1 pg_catalog information_schema electric
  electric_publication_default electric_slot_default default logical replica minimal physical pgoutput reserved extended
  unreserved lost owner member manual production staging development require prefer disable allow verify-ca verify-full
  scram-sha-256 md5 trust reject password cert active idle local trial role tables publication slot server budget connection
  pass warn fail unknown utf8 sql_ascii c headroom dns tcp tls login query ok skipped failed other own sandbox superuser all
  schema schemas client backend walsender select insert update delete usage create connect execute`.split(
    /\s+/,
  ),
);

/** Numbers, versions, times and single letters, such as relkind. */
const PLAIN = /^(?:[\d.,:+-]*|.|\d{4}-\d\d-\d\d[T ][\d:.+Z-]*)$/s;
/** A value that is cut off in a text shows at least this many of its first characters. */
const PREFIX = 12;
/** Characters by which a name is looked for first. */
const BEGIN = 4;
const WORD = /[\p{L}\p{N}_]/u;

const isCommon = (text: string): boolean => PLAIN.test(text) || COMMON.has(text.toLowerCase());

/** Returns every string in a value; keys are ours, and no names. */
function* stringsIn(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (Array.isArray(value)) for (const each of value) yield* stringsIn(each);
  else if (typeof value === "object" && value !== null)
    for (const each of Object.values(value)) yield* stringsIn(each);
}

/** The forms in which a name stands in a text: as it is, in an identifier, in a literal, in a URI, and its parts. */
function* formsOf(name: string): Generator<string> {
  yield name;
  yield displayName(name);
  if (!name.includes("\0")) yield quoteLiteral(name).trim();
  yield encodeURIComponent(name.toWellFormed());
  // Electric's own names are made of the stream id, in small letters (Electric 1.7.12, postgres/configuration.ex).
  for (const stem of ["", "electric_slot_", "electric_publication_"]) yield `${stem}${name.toLowerCase()}`;
  // A list of names, an address, a setting; a sentence has no names of its own.
  for (const part of name.split(/[,;"'=/@:]+/)) {
    const word = part.trim();
    if (word.length > 2 && !/\s/.test(word)) yield word;
  }
}

type Name = { text: string; as: string };

/** Replaces a name where it is a word of its own; a long one anywhere, and its beginning where the text was cut. */
function without(text: string, { text: name, as }: Name): string {
  const key = name.length > PREFIX ? name.slice(0, PREFIX) : name;
  const pieces: string[] = [];
  let from = 0;
  for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, Math.max(from, at + 1))) {
    let end = at + key.length;
    while (end < text.length && end - at < name.length && text[end] === name[end - at]) end += 1;
    const isWord = !WORD.test(text[at - 1] ?? "") && !WORD.test(text[end] ?? "");
    // A short name is a word of the language as well: it counts beside a dot or a quote.
    const isName = name.length > 2 || /["'.]/.test(`${text[at - 1] ?? ""}${text[end] ?? ""}`);
    const isWhole = end - at === name.length;
    const isCut = !isWhole && (end === text.length || text[end] === "…");
    if (at < from || !isName || !(isCut || (isWhole && (isWord || name.length > PREFIX)))) continue;
    pieces.push(text.slice(from, at), as);
    from = end;
  }
  return pieces.join("") + text.slice(from);
}

/**
 * Returns what replaces every name of some values in a text by `name-1`, `name-2` …, the same name by the same word. `open` holds
 * values of which no string is a name, such as the texts of Headroom itself.
 */
export function pseudonyms(named: unknown, open: ReadonlySet<string> = new Set()): (text: string) => string {
  const names = new Map<string, string>();
  let count = 0;
  for (const name of stringsIn(named)) {
    if (isCommon(name) || open.has(name)) continue;
    const as = names.get(name) ?? `name-${(count += 1)}`;
    for (const form of formsOf(name))
      if (!isCommon(form) && !open.has(form) && !names.has(form)) names.set(form, as);
  }
  const longestFirst = [...names]
    .map(([text, as]) => ({ text, as }))
    .sort((one, other) => other.text.length - one.text.length);
  return (text) => {
    // Of a hundred thousand names few begin as anything in the text does.
    const begins = new Set<string>();
    for (let at = 0; at < text.length; at += 1) begins.add(text.slice(at, at + BEGIN));
    return longestFirst
      .filter((name) => name.text.length < BEGIN || begins.has(name.text.slice(0, BEGIN)))
      .reduce(without, text);
  };
}
