import { z } from "zod";
import { PROVIDER_IDS } from "@/lib/postgres/provider";
import { SSLMODES } from "@/lib/postgres/sslmode";

export const STAGES = ["dns", "tcp", "tls", "login", "query"] as const;

/** One stage of getting in, with what it took in ms. */
export const stageSchema = z.object({
  stage: z.enum(STAGES),
  status: z.enum(["ok", "failed", "skipped"]),
  ms: z.number().nonnegative(),
  detail: z.string(),
});

/** Why there is no session; each kind has its own text and next step in lib/failure/failure.ts. */
export const FAILURE_KINDS = [
  "dns",
  "address-refused",
  "refused",
  "timeout",
  "not-postgres",
  "tls-unavailable",
  "tls-required",
  "tls-certificate",
  "authentication",
  "authorization",
  "database-missing",
  "full",
  "role-limit",
  "database-limit",
  "starting",
  "shutting-down",
  "pooler",
  "query-timeout",
  /** A session came about, and its role may not read catalogues that every check run reads; `said` names them. */
  "closed",
  "lost",
  "protocol",
  "other",
] as const;

/**
 * Causes of a login's refusal with 28000: the rules of pg_hba.conf, the role itself, or a method other than a password of
 * Postgres'.
 */
export const REFUSALS = ["access rules", "role", "method"] as const;

export const failureSchema = z.object({
  kind: z.enum(FAILURE_KINDS),
  stage: z.enum(STAGES),
  sqlstate: z.string().nullable(),
  /** The server's or the system's own words, without secrets. */
  said: z.string(),
  /** Absent where the server did not tell, or for another SQLSTATE. */
  refusedBy: z.enum(REFUSALS).optional(),
});

/** How the session came about; known even when there is none. Never holds a secret. */
export const connectionSchema = z.object({
  host: z.string(),
  port: z.number().int(),
  database: z.string(),
  user: z.string(),
  provider: z.enum(PROVIDER_IDS),
  sslmode: z.enum(SSLMODES),
  /** All addresses of the host, as this machine resolves it; absent in a snapshot of before 2026-12, or where it did not resolve. */
  addresses: z.array(z.string()).optional(),
  /** The address that was dialled, null when the name did not resolve or the address was refused. */
  address: z.string().nullable(),
  loopback: z.boolean(),
  stages: z.array(stageSchema),
  /** Wall time until the first query was answered, ms. */
  totalMs: z.number().nonnegative(),
  encrypted: z.boolean(),
  /** True only when the chain and the host name were both checked. */
  certificateVerified: z.boolean(),
  /** Signs of a pooler: the host or port rule, a pid that differs, a refused start-up parameter. */
  pooler: z.object({
    /** Signs in the address alone. */
    suspected: z.array(z.string()),
    /** Signs in how it answered: proof. */
    proven: z.array(z.string()),
  }),
  /** Ids of what Electric cannot parse or ignores in the URL meant for it (lib/electric/url.ts). */
  urlFlaws: z.array(z.object({ id: z.string(), detail: z.string() })),
  failure: failureSchema.nullable(),
});

export type Connection = z.infer<typeof connectionSchema>;
export type ConnectionFailure = z.infer<typeof failureSchema>;
export type Refusal = (typeof REFUSALS)[number];
export type FailureKind = ConnectionFailure["kind"];
export type Stage = z.infer<typeof stageSchema>;
