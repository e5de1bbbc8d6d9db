import "server-only";
import { databaseInputSchema } from "@/lib/databases/database";
import { electricUrlFlaws } from "@/lib/electric/url";
import { readConnectionString, type Reading } from "@/lib/postgres/connection-string";
import type { ConnectionFields, Flaw } from "@/lib/postgres/conninfo/fields";
import { nameSchema } from "@/lib/target/schema";
import { UsageError } from "./usage-error";

/** A connection string as the command line uses it. */
export type CliConnection = {
  fields: ConnectionFields;
  urlFlaws: { id: string; detail: string }[];
  /** Schemas that the string names for the application. */
  schemas: string[];
  notices: string[];
};

/** Flaws with which a connection string cannot be used at all, in words that repeat nothing of it; null: the flaw's own words. */
const FATAL: Record<string, string | null> = {
  scheme: "The connection string does not begin with postgresql:// or postgres://.",
  "other-system": null,
  "no-host": "The connection string names no host.",
  socket:
    "The connection string names a Unix socket. Headroom connects over TCP: give a host name or an address.",
  "bad-port": null,
  "ipv6-brackets":
    "The connection string has an IPv6 address without brackets: write postgresql://user@[address]:port/database.",
  "no-user": "The connection string names no user.",
  sslmode: "The sslmode in the connection string is none that Postgres knows.",
  nul: null,
  "too-long": null,
};

/** The fields as the server demands them of a form, without a name, a password or a target. */
const fieldsSchema = databaseInputSchema.pick({
  host: true,
  port: true,
  database: true,
  user: true,
  password: true,
});

const LABELS: Record<string, string> = {
  host: "Host",
  port: "Port",
  database: "Database",
  user: "User",
  password: "Password",
};

const NO_NUMBER =
  "The port in the connection string is not a number. Escape : / @ ? # in the password with %3A %2F %40 %3F %23.";

function refuse({ id, says }: Flaw): void {
  const words = FATAL[id];
  if (words === undefined) return;
  const isNumber = /^-?\d/.test(says);
  throw new UsageError(words ?? (id === "bad-port" && !isNumber ? NO_NUMBER : says));
}

function noticesOf({ flaws, fields }: Reading): string[] {
  return flaws.some(({ id }) => id === "several-hosts")
    ? [
        `The connection string names several hosts. ${fields.host}:${fields.port} is used: Electric needs the primary, always the same one.`,
      ]
    : [];
}

/**
 * Reads the connection string of a command.
 * @throws UsageError for one that cannot be used, in words that hold no password
 */
export function connectionOf(given: string): CliConnection {
  const reading = readConnectionString(given);
  const { form, fields, flaws, url } = reading;
  flaws.forEach(refuse);
  if (form === "nothing" || form === "unreadable")
    throw new UsageError(
      'The connection string cannot be read: give postgresql://user@host:port/database or "host=… user=…".',
    );
  const valid = fieldsSchema.safeParse(fields);
  const issue = valid.error?.issues[0];
  if (issue !== undefined)
    throw new UsageError(
      `${LABELS[String(issue.path[0])] ?? "A field"} of the connection string: ${issue.message}`,
    );
  // Electric is given a URL of its own, with a password in it; here the password may come from elsewhere.
  const urlFlaws = url === null ? [] : electricUrlFlaws(given).filter(({ id }) => id !== "no-password");
  const schemas = reading.schemas.filter((name) => nameSchema.safeParse(name).success);
  return { fields, urlFlaws, schemas, notices: noticesOf(reading) };
}
