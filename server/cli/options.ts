import "server-only";
import { parseArgs } from "node:util";
import { electricUrlFlaws } from "@/lib/electric/url";
import { readConnectionString } from "@/lib/postgres/connection-string";
import type { ConnectionFields } from "@/lib/postgres/conninfo/fields";
import { readSchemaName, readTableName } from "@/lib/postgres/table-name";
import { targetSchema, type Scope, type Target } from "@/lib/target/schema";

/** Something in the arguments is wrong; the message says what, and holds no secret. */
export class UsageError extends Error {
  override name = "UsageError";
}

export type Format = "people" | "json" | "markdown";

export type Wish =
  | { command: "help" }
  | { command: "version" }
  | {
      command: "check";
      fields: ConnectionFields;
      urlFlaws: { id: string; detail: string }[];
      target: Target;
      format: Format;
    };

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const OPTIONS = {
  role: text,
  "pool-size": text,
  instances: text,
  pooled: flag,
  strategy: text,
  "stream-id": text,
  schema: { type: "string", multiple: true },
  table: { type: "string", multiple: true },
  environment: text,
  "electric-url": text,
  json: flag,
  markdown: flag,
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "V" },
} as const;

/** Which option a field of the target comes from, for its messages. */
const FLAG_OF: Record<string, string> = {
  role: "--role",
  poolSize: "--pool-size",
  instances: "--instances",
  strategy: "--strategy",
  streamId: "--stream-id",
  scope: "--schema or --table",
  environment: "--environment",
  electricUrl: "--electric-url",
};

/** What keeps a connection string from being used at all, in words that repeat nothing of it. */
const FATAL: Record<string, string> = {
  scheme: "The connection string does not begin with postgresql:// or postgres://.",
  "no-host": "The connection string names no host.",
  socket:
    "The connection string names a Unix socket. Headroom connects over TCP: give a host name or an address.",
  "bad-port":
    "The port in the connection string is not a number. Escape : / @ ? # in the password with %3A %2F %40 %3F %23.",
  "no-user": "The connection string names no user.",
  sslmode: "The sslmode in the connection string is none that Postgres knows.",
};

const isValue = (word: string | undefined): word is string => word !== undefined && !word.startsWith("-");
const isConnectionString = (word: string): boolean => /:\/\/|=/.test(word);

/** `--schema public shop` means `--schema public --schema shop`: names go on until an option or a connection string. */
function repeated(argv: readonly string[]): string[] {
  const words: string[] = [];
  let list: string | null = null;
  for (const [at, word] of argv.entries()) {
    const first = list !== null && argv[at - 1] === list;
    if (list !== null && !first && isValue(word) && !isConnectionString(word)) words.push(list);
    else if (!first) list = word === "--schema" || word === "--table" ? word : null;
    words.push(word);
  }
  return words;
}

function split(argv: readonly string[]) {
  try {
    return parseArgs({ args: repeated(argv), options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    // Node's message may repeat an argument, and an argument may hold a password.
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION")
      throw new UsageError("There is an option that headroom does not know.");
    throw new UsageError("An option lacks its value, or has one that it does not take.");
  }
}

function scopeOf(schemas: readonly string[] = [], tables: readonly string[] = []): Scope | undefined {
  if (schemas.length > 0 && tables.length > 0)
    throw new UsageError("Give either --schema or --table: a list of tables names its schemas itself.");
  if (schemas.length > 0)
    return {
      kind: "schemas",
      schemas: schemas.map((given) => {
        const name = readSchemaName(given);
        if (name === null)
          throw new UsageError(
            `--schema ${JSON.stringify(given)} is no name of a schema; quote it as in SQL.`,
          );
        return name;
      }),
    };
  if (tables.length === 0) return undefined;
  return {
    kind: "tables",
    tables: tables.map((given) => {
      const name = readTableName(given);
      if (name === null)
        throw new UsageError(
          `--table ${JSON.stringify(given)} is no name of a table; quote it as in SQL: '"My.App"."a.b"'.`,
        );
      return name;
    }),
  };
}

function connectionOf(given: string): {
  fields: ConnectionFields;
  urlFlaws: { id: string; detail: string }[];
} {
  const { form, fields, flaws } = readConnectionString(given);
  if (form !== "uri" && form !== "keywords")
    throw new UsageError(
      'The connection string cannot be read: give postgresql://user@host:port/database or "host=… user=…".',
    );
  for (const { id } of flaws) {
    const says = FATAL[id];
    if (says !== undefined) throw new UsageError(says);
  }
  // Electric is given a URL of its own, with a password in it; here the password may come from elsewhere.
  const urlFlaws =
    form === "uri"
      ? electricUrlFlaws(given).filter(({ id }) => id !== "no-password" && id !== "not-a-url")
      : [];
  return { fields, urlFlaws };
}

/**
 * Reads the arguments of `headroom`.
 * @throws UsageError when they cannot be meant
 */
export function readArguments(argv: readonly string[]): Wish {
  const { values, positionals } = split(argv);
  if (values.help) return { command: "help" };
  if (values.version) return { command: "version" };
  const [command, given, ...rest] = positionals;
  if (command === undefined) throw new UsageError("Say what to do: headroom check <connection string>.");
  if (command !== "check")
    throw new UsageError("The only command is check: headroom check <connection string>.");
  if (given === undefined)
    throw new UsageError("The connection string is missing: headroom check <connection string>.");
  if (rest.length > 0)
    throw new UsageError("There is more than one connection string. Quote the one that you mean.");
  if (values.json && values.markdown) throw new UsageError("Give either --json or --markdown.");
  const connection = connectionOf(given);
  const target = targetSchema.safeParse({
    role: values.role,
    poolSize: values["pool-size"],
    instances: values.instances,
    pooled: values.pooled,
    strategy: values.strategy,
    streamId: values["stream-id"],
    scope: scopeOf(values.schema, values.table),
    environment: values.environment,
    electricUrl: values["electric-url"],
  });
  if (!target.success) {
    const issue = target.error.issues[0];
    const option = FLAG_OF[String(issue?.path[0])] ?? "An option";
    throw new UsageError(`${option}: ${issue?.message ?? "has a value that cannot be meant."}`);
  }
  const format = values.json ? "json" : values.markdown ? "markdown" : "people";
  return { command: "check", ...connection, target: target.data, format };
}
