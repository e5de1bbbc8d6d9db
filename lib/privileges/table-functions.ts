import { z } from "zod";

/** Parts of a table that call functions. */
export const USE_KINDS = [
  "index",
  "statistics",
  "foreign key",
  "check",
  "default",
  "generated column",
  "trigger",
  "policy",
  "rule",
  "partition key",
  "column type",
] as const;

/**
 * Moments at which a function runs with the rights of the table's owner: ANALYZE, autovacuum and REINDEX; a foreign key that
 * compares; a foreign key or a subscription that writes; a read by the owner where row security is forced. `writer` is none
 * of them: the function runs with the rights of the session that writes or reads.
 */
export const RUNS = ["maintenance", "keys", "writes", "reads", "writer"] as const;

/** A function that a table of the target uses, directly or through an operator, a type or another function. */
export const tableFunctionSchema = z.object({
  schema: z.string(),
  name: z.string(),
  arguments: z.array(z.object({ schema: z.string(), name: z.string() })),
  owner: z.string(),
  securityDefiner: z.boolean(),
  uses: z.array(
    z.object({
      /** oid, as a snapshot has it. */
      table: z.number().int(),
      kind: z.enum(USE_KINDS),
      /** Name of the index, constraint, column, trigger, …; empty for a partition key. */
      name: z.string(),
      runs: z.enum(RUNS),
    }),
  ),
});

export type TableFunction = z.infer<typeof tableFunctionSchema>;
export type FunctionUse = TableFunction["uses"][number];
