import { sourceRange, type Excerpt, type Range } from "./excerpt";
import { isSecret, meaningOf } from "./names";
import { schemasIn, searchPathOf } from "./search-path";

/** The contents of a connection string before any judgement: raw words, null for what it leaves out. */
export type Parts = {
  /** Several hosts and their ports are lists with commas, as libpq has them. */
  host: string | null;
  port: string | null;
  database: string | null;
  user: string | null;
  /** As the server gets it: decoded. */
  password: string | null;
  sslmode: string | null;
  /** Schemas that an application uses: `?schema=`, `?currentSchema=`, `search_path`. */
  schemas: string[];
  /** Every other parameter, in its order. None of them reaches a driver. */
  extra: [name: string, value: string][];
  /** Stretches of the source that hold a password or another secret. */
  secrets: Range[];
  /** Characters of the password that this form must escape and that stand there raw. */
  unescaped: string[];
  /** An IPv6 address stands where only one in brackets is clear. */
  bareIpv6: boolean;
  /** The system that the text leads to where that is not Postgres, such as "SQL Server". */
  system: string | null;
  /** The URI as it stands there; null without one, or where other words complete it. */
  url: string | null;
};

/** Returns the parts of a text that says nothing yet. */
export const noParts = (): Parts => ({
  host: null,
  port: null,
  database: null,
  user: null,
  password: null,
  sslmode: null,
  schemas: [],
  extra: [],
  secrets: [],
  unescaped: [],
  bareIpv6: false,
  system: null,
  url: null,
});

/** Marks the stretch that an excerpt came from as a secret. */
export function keepSecret(parts: Parts, excerpt: Excerpt): void {
  const range = sourceRange(excerpt);
  if (range !== null) parts.secrets.push(range);
}

/** `ssl=true` is the way of JDBC and Node to say `require`. */
function assignOther(parts: Parts, name: string, value: string): void {
  const isSsl = name.toLowerCase() === "ssl" && /^(true|1|require)$/i.test(value);
  if (!isSsl) parts.extra.push([name, value]);
  else if (parts.sslmode === null) parts.sslmode = "require";
}

/** Gives a parameter its place; `source` is its value as it stands, still escaped. */
export function assign(parts: Parts, name: string, value: string, source: Excerpt): void {
  if (isSecret(name)) keepSecret(parts, source);
  const meaning = meaningOf(name);
  switch (meaning) {
    case null:
      return assignOther(parts, name, value);
    case "schemas":
      parts.schemas = schemasIn(value);
      return;
    case "options": {
      const path = searchPathOf(value);
      if (path !== null) parts.schemas = schemasIn(path);
      parts.extra.push([name, value]);
      return;
    }
    case "host":
      // A name is what a certificate is for; hostaddr stands in where there is none (PostgreSQL docs, 34.1.2).
      if (parts.host === null || name.toLowerCase() !== "hostaddr") parts.host = value || null;
      return;
    default:
      parts[meaning] = value || null;
  }
}
