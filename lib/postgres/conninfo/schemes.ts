import { systemOfScheme } from "./systems";

/** Schemes of drivers and frameworks for a Postgres address; Electric refuses all of them. */
const DRIVERS =
  /^(?:(?:jdbc|r2dbc)(?::[a-z0-9-]+)*:)?(?:postgres(?:ql)?(?:\+[a-z0-9_]+)?|postgis|pgsql|psql|ecto|prisma\+postgres(?:ql)?|timescaledb|timescalegis|redshift\+psycopg2|pg)$/i;

/** Schemes of other systems that may be named in a message; any other may be a piece of a password. */
const OTHERS: ReadonlySet<string> = new Set(
  "mysql mysql2 mariadb mongodb mongodb+srv redis rediss sqlite sqlserver mssql oracle http https prisma file libsql cockroachdb amqp ftp ssh".split(
    " ",
  ),
);

export type SchemeKind = "postgres" | "driver" | "accelerate" | "other";

const SCHEME = /^((?:(?:jdbc|r2dbc)(?::[a-z0-9-]+)*:)?[a-z][a-z0-9+._-]*):\/\//i;
/** JDBC's other systems write no slashes after their names: `jdbc:oracle:thin:@…`, `jdbc:sqlite:…`. */
const OTHER_JDBC = /^(jdbc:(?!postgres|pgsql)[a-z][a-z0-9]*):/i;

/** Returns the scheme before `://`, `jdbc:` included; null for a text that begins with none. */
export function schemeOf(text: string): string | null {
  return (SCHEME.exec(text)?.[1] ?? OTHER_JDBC.exec(text)?.[1])?.toLowerCase() ?? null;
}

/** Returns what kind of address a scheme begins; "accelerate" is Prisma's own service, which is reached by an API key. */
export function kindOfScheme(scheme: string, url: string): SchemeKind {
  if (scheme === "postgres" || scheme === "postgresql") return "postgres";
  if (scheme.startsWith("prisma") && /[?&]api_key=/.test(url)) return "accelerate";
  return DRIVERS.test(scheme) ? "driver" : "other";
}

/** Returns whether a scheme may stand in a message. */
export function isNamedScheme(scheme: string): boolean {
  return OTHERS.has(scheme) || DRIVERS.test(scheme) || systemOfScheme(scheme) !== null;
}
