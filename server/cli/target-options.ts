import "server-only";
import { readSchemaName, readTableName } from "@/lib/target/table-name";
import { targetSchema, type Scope, type Target } from "@/lib/target/schema";
import type { Values } from "./arguments";
import { OPTION_NAMES, rowOf } from "./command-table";
import { UsageError } from "./usage-error";

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

/** Returns what Electric is to be. @throws UsageError when an option cannot be meant */
export function targetOf(values: Values): Target {
  const target = targetSchema.safeParse({
    role: values.role,
    poolSize: values["pool-size"],
    instances: values.instances,
    pooled: values.pooled,
    ipv6: values.ipv6,
    strategy: values.strategy,
    streamId: values["stream-id"],
    scope: scopeOf(values.schema, values.table),
    environment: values.environment,
    electricUrl: values["electric-url"],
  });
  if (target.success) return target.data;
  const issue = target.error.issues[0];
  const option = FLAG_OF[String(issue?.path[0])] ?? "An option";
  throw new UsageError(`${option}: ${issue?.message ?? "has a value that cannot be meant."}`);
}

/** With --undo the file says what Electric is to be there, as the run saw it. @throws UsageError */
export function refuseTarget(values: Values): void {
  const given = OPTION_NAMES.find((name) => rowOf(name).group === "target" && values[name] !== undefined);
  if (given !== undefined)
    throw new UsageError(`--undo takes back what its file says; --${given} does not go with it.`);
}
