import { displayRelation, displayName } from "@/lib/postgres/identifier";
import type { Reading } from "@/lib/postgres/connection-string";
import { readSchemaName, readTableName } from "@/lib/target/table-name";
import { defaultTarget, type Scope } from "@/lib/target/schema";
import {
  defaultSampling,
  databaseInputSchema,
  type Database,
  type DatabaseInput,
  type Sampling,
} from "./database";

/** The form as it is typed: every field a string, so that nothing typed is ever lost. */
export type FormValues = {
  name: string;
  group: string;
  host: string;
  port: string;
  database: string;
  user: string;
  password: string;
  sslmode: string;
  caCertificate: string;
  role: string;
  poolSize: string;
  instances: string;
  pooled: boolean;
  ipv6: boolean;
  deploy: string;
  strategy: string;
  streamId: string;
  scopeKind: Scope["kind"];
  /** One schema a line, as SQL names. */
  schemas: string;
  /** One table a line, as SQL names. */
  tables: string;
  environment: string;
  electricUrl: string;
  electricMetricsUrl: string;
  watched: boolean;
  /** Sample intervals, s: while a page is open, and otherwise. */
  liveSeconds: string;
  idleSeconds: string;
  heartbeat: boolean;
};

/** Texts of refused fields, by their path in DatabaseInput ("target.poolSize"). */
export type FieldErrors = Record<string, string>;

function samplingForm({ on, liveMs, idleMs, heartbeat }: Sampling) {
  return { watched: on, liveSeconds: String(liveMs / 1000), idleSeconds: String(idleMs / 1000), heartbeat };
}

/** An empty form: Electric's own defaults. */
export const emptyForm: FormValues = {
  name: "",
  group: "",
  host: "",
  port: "5432",
  database: "",
  user: "",
  password: "",
  sslmode: "require",
  caCertificate: "",
  role: defaultTarget.role,
  poolSize: String(defaultTarget.poolSize),
  instances: String(defaultTarget.instances),
  pooled: defaultTarget.pooled,
  ipv6: defaultTarget.ipv6,
  deploy: defaultTarget.deploy,
  strategy: defaultTarget.strategy,
  streamId: defaultTarget.streamId,
  scopeKind: "schemas",
  schemas: "public",
  tables: "",
  environment: defaultTarget.environment,
  electricUrl: "",
  electricMetricsUrl: "",
  ...samplingForm(defaultSampling),
};

/** Returns the form of a stored database; the password stays on the server, and an empty one means "keep it". */
export function formOf(database: Database): FormValues {
  const { target } = database;
  return {
    ...database,
    ...target,
    port: String(database.port),
    password: "",
    poolSize: String(target.poolSize),
    instances: String(target.instances),
    ...samplingForm(database.sampling),
    scopeKind: target.scope.kind,
    schemas: target.scope.kind === "schemas" ? target.scope.schemas.map(displayName).join("\n") : "public",
    tables: target.scope.kind === "tables" ? target.scope.tables.map(displayRelation).join("\n") : "",
    electricUrl: target.electricUrl ?? "",
    electricMetricsUrl: target.electricMetricsUrl ?? "",
  };
}

/** Whether a text was read as a connection string. */
export const isRead = ({ form }: Reading): boolean => form !== "nothing" && form !== "unreadable";

/** Returns the form with the connection that it began with: a text that cannot be read must not leave another one's host. */
export function withoutReading(values: FormValues, initial: FormValues): FormValues {
  const { host, port, database, user, password, sslmode } = initial;
  return { ...values, host, port, database, user, password, sslmode };
}

/** Returns the form after a connection string was read into it; what the string does not say stays. */
export function withReading(values: FormValues, reading: Reading): FormValues {
  const { fields, port } = reading;
  if (!isRead(reading)) return values;
  const isSameLogin = values.host === fields.host && values.user === fields.user;
  return {
    ...values,
    host: fields.host,
    // As it was typed, so that a port out of range is refused and not replaced.
    port,
    database: fields.database,
    user: fields.user,
    // A password goes to no other server and no other role than it was given for.
    password: fields.password === "" && isSameLogin ? values.password : fields.password,
    sslmode: fields.sslmode ?? "prefer",
  };
}

/** Returns the form with the schemas that a connection string names for the application; without any, the form as it is. */
export function withSchemas(values: FormValues, { schemas }: Reading): FormValues {
  return schemas.length === 0
    ? values
    : { ...values, scopeKind: "schemas", schemas: schemas.map(displayName).join("\n") };
}

const lines = (text: string): string[] => text.split("\n").filter((line) => line.trim() !== "");

/** Returns seconds as milliseconds; what is no number is left to the schema, which says so. */
const milliseconds = (seconds: string): number => (seconds.trim() === "" ? NaN : Number(seconds) * 1000);

function scopeOf(values: FormValues, errors: FieldErrors): unknown {
  const read = values.scopeKind === "schemas" ? readSchemaName : readTableName;
  const names = lines(values.scopeKind === "schemas" ? values.schemas : values.tables).map((line) => {
    const name = read(line);
    const example = values.scopeKind === "schemas" ? `"My Schema"` : `public."My Table"`;
    if (name === null)
      errors["target.scope"] = `“${line.trim()}” is not a name. Quote it as in SQL: ${example}.`;
    return name;
  });
  return values.scopeKind === "schemas"
    ? { kind: "schemas", schemas: names }
    : { kind: "tables", tables: names };
}

/** Returns the database that the form means, or every field that does not say what is needed. */
export function readForm(
  values: FormValues,
  urlFlaws: DatabaseInput["urlFlaws"],
): { input: DatabaseInput } | { errors: FieldErrors } {
  const errors: FieldErrors = {};
  const scope = scopeOf(values, errors);
  const { role, poolSize, instances, pooled, ipv6, deploy, strategy, streamId, environment } = values;
  const electricUrl = values.electricUrl.trim() || null;
  const electricMetricsUrl = values.electricMetricsUrl.trim() || null;
  const candidate = {
    ...values,
    urlFlaws,
    port: values.port.trim() === "" ? undefined : values.port,
    sampling: {
      on: values.watched,
      liveMs: milliseconds(values.liveSeconds),
      idleMs: milliseconds(values.idleSeconds),
      heartbeat: values.heartbeat,
    },
    target: {
      role,
      poolSize,
      instances,
      pooled,
      ipv6,
      deploy,
      strategy,
      streamId,
      environment,
      scope,
      electricUrl,
      electricMetricsUrl,
    },
  };
  const parsed = databaseInputSchema.safeParse(candidate);
  if (parsed.success && Object.keys(errors).length === 0) return { input: parsed.data };
  for (const issue of parsed.error?.issues ?? []) {
    const path = issue.path.join(".").replace(/^target\.scope.*/, "target.scope");
    errors[path] ??= issue.message;
  }
  return { errors };
}
