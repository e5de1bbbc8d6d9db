import { z } from "zod";
import { STATUSES } from "@/lib/checks/finding";
import { planBriefSchema } from "@/lib/repair/plan/brief";
import { planSchema } from "@/lib/repair/plan/schema";
import { RUN_STATES, type FinalState } from "./machine";

/** A session that holds a lock which a run needs, or a prepared transaction, which belongs to no session any more. */
export const blockerSchema = z.object({
  /** Null for a prepared transaction. */
  pid: z.number().int().nullable(),
  /** The name that a prepared transaction was given (PREPARE TRANSACTION), as nothing else ends it. */
  gid: z.string().optional(),
  /** Empty for a process of the server itself, such as an autovacuum. */
  role: z.string(),
  /** Postgres' own word, such as `autovacuum worker`; absent where it is hidden, and in a run of before 2026-12. */
  backendType: z.string().optional(),
  /** An autovacuum to prevent wraparound, which is not cancelled for a waiting lock. */
  isWraparound: z.boolean().optional(),
  applicationName: z.string(),
  /** `active`, `idle in transaction`, … empty where it is hidden. */
  state: z.string(),
  /** Age of its transaction, ms; null where it is hidden. */
  ageMs: z.number().nullable(),
  table: z.string(),
  mode: z.string(),
});

/** Statuses of one check before the run and after it. */
export const comparedSchema = z.object({
  check: z.string(),
  title: z.string(),
  promised: z.boolean(),
  before: z.enum(STATUSES),
  after: z.enum(STATUSES),
  /** Observation after it. */
  found: z.string(),
});

/** Progress of a run: the part that moves while it is under way. */
export const progressSchema = z.object({
  state: z.enum(RUN_STATES),
  /** How many of the plan's steps are done, in their order. */
  stepsDone: z.number().int(),
  /** Which try it is, from 1. */
  attempt: z.number().int(),
  /** When the next try begins, ISO time; null while none is waited for. */
  nextTryAt: z.string().nullable(),
  /** Holders of the locks that were not free at the last try. */
  blockers: z.array(blockerSchema),
});

/** A run as pages see it; no secret is in it. */
export const runSchema = progressSchema.extend({
  id: z.uuid(),
  databaseId: z.uuid().nullable(),
  profileName: z.string(),
  plan: planSchema,
  fingerprint: z.string(),
  dry: z.boolean(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  /** Name of the person who started it, as it was then. */
  by: z.string(),
  /** The address that the request came from, as far as it is known. */
  from: z.string().nullable(),
  /** For how many ms the table locks were held; null where none was taken. */
  lockMs: z.number().nullable(),
  compared: z.array(comparedSchema),
  /** Text of what happened, why, and what to do next, in sentences; null while it is under way. */
  says: z.string().nullable(),
  /** SQLSTATE of the error that ended it. */
  sqlstate: z.string().nullable(),
  /** The run that this one undoes. */
  undoes: z.uuid().nullable(),
  /** The run that undid this one. */
  undoneBy: z.uuid().nullable(),
  /** The run can be undone: committed, not undone yet, and something in it can be. */
  undoable: z.boolean(),
});

/** A run with its plan as a page holds it. */
export const runShownSchema = runSchema.extend({ plan: planBriefSchema });

/** First progress of every run. */
export const BEGINNING: Progress = {
  state: "connecting",
  stepsDone: 0,
  attempt: 1,
  nextTryAt: null,
  blockers: [],
};

export type Blocker = z.infer<typeof blockerSchema>;
export type Compared = z.infer<typeof comparedSchema>;
export type Progress = z.infer<typeof progressSchema>;
export type RunShown = z.infer<typeof runShownSchema>;
export type Run = z.infer<typeof runSchema>;

/** How a run ended, as the store keeps it. */
export type RunEnd = {
  state: FinalState;
  compared: Compared[];
  lockMs: number | null;
  says: string;
  sqlstate: string | null;
};
