import type { Excerpt } from "./excerpt";
import { isSecret, meaningOf, type Meaning } from "./names";
import { assign, noParts, type Parts } from "./parts";

/** A variable or a key of a file, and its value. */
export type Assignment = { name: string; value: Excerpt };

/** Reads a value that is a whole connection string; null for any other. */
export type ReadWhole = (value: Excerpt) => Parts | null;

/** Variables whose names do not follow from a group and a parameter (PostgreSQL docs, 34.15). */
const ENVIRONMENT: Readonly<Record<string, string>> = {
  PGHOST: "host",
  PGHOSTADDR: "hostaddr",
  PGPORT: "port",
  PGDATABASE: "dbname",
  PGUSER: "user",
  PGPASSWORD: "password",
  PGSSLMODE: "sslmode",
  PGOPTIONS: "options",
};

/** `DB_HOST` is the host of the group DB; `spring.datasource.username` the user of spring.datasource. */
const NAMED =
  /^(.*?)(?:^|[._:-]|\b)(hostaddr|host_?name|host|server|port|db_?name|database_?name|database|db|name|user_?name|user_?id|user|uid|login|password|passwd|pass|pwd|ssl_?mode|schema_search_path|search_path|schema|options)$/i;

type Part = { group: string; parameter: string };

function partOf(name: string): Part | null {
  const known = ENVIRONMENT[name.toUpperCase()];
  if (known !== undefined) return { group: "PG", parameter: known };
  const [, group = "", word = ""] = NAMED.exec(name) ?? [];
  if (word === "") return null;
  // A bare `name` is the name of something; only `DB_NAME` is a database's, and Django's `NAME`.
  if (/^name$/i.test(word))
    return name === "NAME" || /(db|database|pg|postgres\w*)$/i.test(group)
      ? { group: group.toUpperCase(), parameter: "dbname" }
      : null;
  return { group: group.toUpperCase(), parameter: word };
}

const isPassword = (name: string): boolean => meaningOf(partOf(name)?.parameter ?? "") === "password";

/** Groups by how surely they mean Postgres, the surest first. */
const PREFERENCE: readonly RegExp[] = [
  /^PG$/,
  /POSTGRES|PGSQL|^PG/,
  /^DATABASE|^DB/,
  /DATASOURCE|DATABASE|DB/,
  /^$/,
];

/** URLs by how surely they lead to the server itself: poolers have a URL of their own beside it. */
const URL_PREFERENCE: readonly RegExp[] = [
  /DIRECT|NON_?POOL|UNPOOL/i,
  /^DATABASE_URL$/i,
  /^POSTGRES\w*$/i,
  /DATABASE|POSTGRES|PG|DB/i,
];

function rank(name: string, preference: readonly RegExp[]): number {
  const place = preference.findIndex((pattern) => pattern.test(name));
  return place < 0 ? preference.length : place;
}

/** Returns the parts of the group that means Postgres most surely, and the secrets of all groups. */
function groupedParts(assignments: readonly Assignment[]): Parts {
  const groups = new Map<string, { parts: Parts; meanings: Set<Meaning> }>();
  const secrets = noParts().secrets;
  for (const { name, value } of assignments) {
    const part = partOf(name);
    if (part === null) {
      const rest = noParts();
      if (isSecret(name)) assign(rest, name, value.text, value);
      secrets.push(...rest.secrets);
      continue;
    }
    const group = groups.get(part.group) ?? { parts: noParts(), meanings: new Set<Meaning>() };
    groups.set(part.group, group);
    assign(group.parts, part.parameter, value.text, value);
    secrets.push(...group.parts.secrets);
    const meaning = meaningOf(part.parameter);
    if (meaning !== null) group.meanings.add(meaning);
  }
  const [best] = [...groups]
    .sort(([a], [b]) => rank(a, PREFERENCE) - rank(b, PREFERENCE))
    .sort(([, a], [, b]) => Number(b.meanings.has("host")) - Number(a.meanings.has("host")));
  return { ...(best?.[1].parts ?? noParts()), secrets };
}

/** Completes the parts of a URI by those that stand beside it: the URI's own win (PostgreSQL docs, 34.15). */
export function completedBy(parts: Parts, others: Parts): Parts {
  const isWhole = parts.user !== null && parts.password !== null;
  return {
    ...parts,
    host: parts.host ?? others.host,
    port: parts.host === null ? (parts.port ?? others.port) : parts.port,
    database: parts.database ?? others.database,
    user: parts.user ?? others.user,
    password: parts.password ?? others.password,
    sslmode: parts.sslmode ?? others.sslmode,
    schemas: parts.schemas.length > 0 ? parts.schemas : others.schemas,
    secrets: [...parts.secrets, ...others.secrets],
    url: isWhole || (others.user === null && others.password === null) ? parts.url : null,
  };
}

/** Returns the connection that variables and keys mean: a URL among them, completed by the rest, or their parts. */
export function readAssignments(assignments: readonly Assignment[], readWhole: ReadWhole): Parts {
  const plain: Assignment[] = [];
  const whole: { name: string; parts: Parts }[] = [];
  for (const assignment of assignments) {
    // A password may look like an address.
    const parts = isPassword(assignment.name) ? null : readWhole(assignment.value);
    if (parts === null) plain.push(assignment);
    else whole.push({ name: assignment.name, parts });
  }
  const others = groupedParts(plain);
  const [best, ...rest] = whole.sort((a, b) => rank(a.name, URL_PREFERENCE) - rank(b.name, URL_PREFERENCE));
  if (best === undefined) return others;
  const parts = completedBy(best.parts, others);
  return { ...parts, secrets: [...parts.secrets, ...rest.flatMap((other) => other.parts.secrets)] };
}
