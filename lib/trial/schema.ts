import { z } from "zod";
import { isTrialStep } from "./steps";

/**
 * How a step went. `done`: as Electric needs it; `failed`: Electric would not get on; `warned`: it would, and something will
 * bite; `not tried`: it could not be tried, with why; `not needed`: Electric does not do it here.
 */
export const TRIAL_RESULTS = ["done", "failed", "warned", "not tried", "not needed"] as const;

/** Outcome of one step of a trial: one for all that went well, and one for each object that did not. */
export const trialOutcomeSchema = z.object({
  step: z.string().refine(isTrialStep, "This is no step of a trial."),
  result: z.enum(TRIAL_RESULTS),
  /** Keys of the objects that it concerns, as the findings of checks have them. */
  objects: z.array(z.string()),
  ms: z.number(),
  /** Observation, or why it was not tried, one sentence without its stop. */
  says: z.string(),
  /** The statement that was refused; null where none was. */
  statement: z.string().nullable().default(null),
  sqlstate: z.string().nullable().default(null),
  /** The server's message. */
  message: z.string().nullable().default(null),
  /** The server's CONTEXT, only where it names an event trigger's function: others may hold data. */
  context: z.string().nullable().default(null),
  /** Names of the event triggers in which it was refused. */
  triggers: z.array(z.string()).default([]),
  /** SQL that would let it be tried, or fixes it. */
  sql: z.string().nullable().default(null),
});

/** A trial of one database, in the order of its steps. */
export const trialSchema = z.object({
  /** ISO time. */
  startedAt: z.string(),
  /** Electric's role. */
  role: z.string(),
  outcomes: z.array(trialOutcomeSchema),
});

/** A check that is open and tells why a part of a trial failed or could not be tried. */
export const causeSchema = z.object({
  /** Id of the finding of the trial. */
  finding: z.string(),
  /** Id and title of the check. */
  check: z.string(),
  title: z.string(),
});

export type Cause = z.infer<typeof causeSchema>;
export type TrialOutcome = z.infer<typeof trialOutcomeSchema>;
export type TrialResult = (typeof TRIAL_RESULTS)[number];
export type Trial = z.infer<typeof trialSchema>;
