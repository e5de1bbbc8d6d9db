import { z } from "zod";
import { budgetSchema } from "@/lib/budget/schema";
import { findingSchema } from "@/lib/checks/finding";
import { VERDICTS } from "@/lib/checks/verdict";
import { snapshotSchema } from "@/lib/snapshot/schema";
import { stageSchema } from "@/lib/snapshot/connection";
import { briefSchema } from "@/lib/report/brief-schema";
import type { Database } from "./database";

/** One kept visit: what was seen and what every check said of it. */
export const visitSchema = z.object({
  id: z.uuid(),
  databaseId: z.uuid(),
  takenAt: z.string(),
  verdict: z.enum(VERDICTS),
  snapshot: snapshotSchema,
  findings: z.array(findingSchema),
});

export type Visit = z.infer<typeof visitSchema>;

/** Since when a check says what it says; ISO times over the kept visits, null where they do not tell. */
export type CheckHistory = {
  /** Since when its latest status holds without a pause. */
  since: string | null;
  /** The same where that status is `fail`; null for every other. */
  failingSince: string | null;
  lastOk: string | null;
};

/** A visit as lists show it: some hundred bytes. */
export const visitBriefSchema = visitSchema
  .pick({ id: true, takenAt: true, verdict: true })
  .extend({ brief: briefSchema, budget: budgetSchema.nullable() });

export type VisitBrief = z.infer<typeof visitBriefSchema>;

/**
 * A row of the overview: the database and what its latest visit found, in brief. `brief` leaves out what is ignored, which
 * `ignored` says in words; the verdict leaves out nothing.
 */
export type DatabaseRow = { database: Database; latest: (VisitBrief & { ignored: string | null }) | null };

/** Events of `POST /api/databases/[id]/check`, one JSON object a line, as they become known. */
export const checkEventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("stage"), stage: stageSchema }),
  z.object({ type: z.literal("findings"), findings: z.array(findingSchema) }),
  z.object({ type: z.literal("done"), visitId: z.uuid(), verdict: z.enum(VERDICTS) }),
  z.object({ type: z.literal("error"), message: z.string() }),
]);

/** Events of `POST /api/connection-test`: the stages as they happen, then how it ended. */
export const connectionTestEventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("stage"), stage: stageSchema }),
  z.object({
    type: z.literal("done"),
    ok: z.boolean(),
    what: z.string(),
    why: z.string(),
    next: z.string(),
  }),
  z.object({ type: z.literal("error"), message: z.string() }),
]);

export type CheckEvent = z.infer<typeof checkEventSchema>;
export type ConnectionTestEvent = z.infer<typeof connectionTestEventSchema>;
