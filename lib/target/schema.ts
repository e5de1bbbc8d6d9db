import { z } from "zod";
import { mayHoldSecret } from "./base-url";

/** How Electric gets at the tables: it owns them, it is a member of their owners, or another role publishes. */
export const STRATEGIES = ["owner", "member", "manual"] as const;
export const ENVIRONMENTS = ["production", "staging", "development"] as const;

/** A Postgres name as it stands in the catalogue, unquoted: 1 to 63 bytes, no NUL (NAMEDATALEN, Postgres 14 to 18). */
export const nameSchema = z
  .string()
  .min(1, "A name is needed.")
  .refine((name) => new TextEncoder().encode(name).length <= 63, "Postgres names have at most 63 bytes.")
  .refine((name) => !name.includes("\0"), "A Postgres name cannot contain a NUL character.");

export const tableNameSchema = z.object({ schema: nameSchema, name: nameSchema });

/** Which tables Electric is to serve: all of some schemas, or a list. */
export const scopeSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("schemas"),
    schemas: z.array(nameSchema).min(1, "Choose at least one schema."),
  }),
  z.object({
    kind: z.literal("tables"),
    tables: z.array(tableNameSchema).min(1, "Name at least one table."),
  }),
]);

/** Intent of the user for Electric on this database. Every check is judged against it. */
export const targetSchema = z.object({
  role: nameSchema.default("electric"),
  /** ELECTRIC_DB_POOL_SIZE, connections per instance (Electric 1.7.12, config.ex 45: 20). */
  poolSize: z.coerce
    .number("The pool size is a number of connections.")
    .int("The pool size is a whole number.")
    .min(1, "The pool size is at least 1.")
    .max(1000, "The pool size is at most 1000.")
    .default(20),
  /** Electric instances that run at the same time; on one slot all but one wait for it. */
  instances: z.coerce
    .number("The number of instances is a number.")
    .int("The number of instances is a whole number.")
    .min(1, "There is at least one instance.")
    .max(20, "There are at most 20 instances.")
    .default(1),
  /** ELECTRIC_POOLED_DATABASE_URL is set: the snapshot pool goes through a pooler (Electric 1.7.12, manager.ex 419-443). */
  pooled: z.boolean().default(false),
  /** ELECTRIC_DATABASE_USE_IPV6 is set: Electric asks for IPv6 addresses too (Electric 1.7.12, connection_resolver.ex 280-301). */
  ipv6: z.boolean().default(false),
  /** "same": a second instance waits for the same slot during a deploy. "distinct": it has a slot of its own. */
  deploy: z.enum(["same-slot", "distinct-slots"]).default("same-slot"),
  strategy: z.enum(STRATEGIES, "The strategy is owner, member or manual.").default("owner"),
  /** ELECTRIC_REPLICATION_STREAM_ID; kept as typed, judged by slot.name. */
  streamId: z
    .string()
    .min(1, "The stream id is needed; Electric's own default is `default`.")
    .default("default"),
  scope: scopeSchema.default({ kind: "schemas", schemas: ["public"] }),
  environment: z
    .enum(ENVIRONMENTS, "The environment is production, staging or development.")
    .default("production"),
  /** Base URL of a running Electric, for its health and version; null when it is not known. */
  electricUrl: z
    .url({ protocol: /^https?$/, error: "Electric's address starts with http:// or https://." })
    .refine(
      (url) => !mayHoldSecret(url),
      "Electric's address has no user, password, query or fragment here: it is stored in clear and shown to members. Headroom asks for its health without them.",
    )
    .nullable()
    .default(null),
  /** Address of a running Electric's metrics (ELECTRIC_PROMETHEUS_PORT); null where they are not read. */
  electricMetricsUrl: z
    .url({ protocol: /^https?$/, error: "The address of the metrics starts with http:// or https://." })
    .refine(
      (url) => !mayHoldSecret(url),
      "The address of the metrics has no user, password, query or fragment here: it is stored in clear and shown to members.",
    )
    .nullable()
    .default(null),
});

/** Pool that Electric is to open: a what-if tries it out, and writes it. */
export const poolChoiceSchema = targetSchema.pick({ poolSize: true, instances: true, pooled: true });

export type PoolChoice = z.infer<typeof poolChoiceSchema>;
export type Target = z.infer<typeof targetSchema>;
export type Strategy = Target["strategy"];
export type Scope = Target["scope"];
export type TableName = z.infer<typeof tableNameSchema>;

/** The target that a new database starts from: Electric's own defaults. */
export const defaultTarget: Target = targetSchema.parse({});
