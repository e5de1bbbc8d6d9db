import { z } from "zod";
import { wantedSchema } from "@/lib/repair/request";
import { RUN_STATES } from "@/lib/repair/run/machine";

/** An entry of the audit log as pages see it. */
export const auditEventSchema = z.object({
  id: z.number().int(),
  at: z.string(),
  /** The name of then. */
  by: z.string(),
  from: z.string().nullable(),
  /** `id` is null where the database has left Headroom; the name is that of then. */
  database: z.object({ id: z.string().nullable(), name: z.string() }),
  action: z.string(),
  detail: z.record(z.string(), z.unknown()),
});

/** A run as the audit log keeps it (server/repair/runs/audit-of.ts); in lists without its statements. */
export const runDetailSchema = z.object({
  run: z.uuid(),
  for: wantedSchema,
  strategy: z.string(),
  as: z.string(),
  outcome: z.enum(RUN_STATES),
  says: z.string().nullable(),
  sqlstate: z.string().nullable(),
  lockMs: z.number().nullable(),
  statements: z.array(z.string()).default([]),
  statementCount: z.number().int(),
  undo: z.array(z.string()).default([]),
});

/** A line of an export: everything that the chain's hashes cover, and the hashes. */
export type ExportedEvent = {
  id: number;
  at: string;
  userRef: string | null;
  userName: string;
  fromAddress: string | null;
  profileRef: string | null;
  profileName: string;
  action: string;
  detail: Record<string, unknown>;
  previousHash: string | null;
  hash: string | null;
};

/** Values that the log can be narrowed to, each with the name that it had last. */
export type Facets = {
  databases: { value: string; name: string }[];
  people: { value: string; name: string }[];
  actions: string[];
};

/** A page of the log, the newest first; `older` is what the next page begins before, null where this is the last. */
export type EventPage = { events: AuditEvent[]; older: number | null };

export type AuditEvent = z.infer<typeof auditEventSchema>;
export type RunDetail = z.infer<typeof runDetailSchema>;
