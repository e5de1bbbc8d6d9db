import { z } from "zod";
import { acceptanceSchema, acceptedSchema } from "../repair/plan/acceptance";
import { planAnswerSchema } from "../repair/plan/answer";
import { planSchema, stepSchema } from "../repair/plan/schema";
import { MOST_TABLES, wantedSchema } from "../repair/request";
import { planInputSchema, runInputSchema } from "../repair/run/input";
import { LISTED_STATES, RUN_KINDS, runLineSchema } from "../repair/run/line";
import { runSchema } from "../repair/run/schema";
import { tableNameSchema } from "../target/schema";
import { DATABASE, PAGE, pageSchema, READS } from "./endpoint";

const [ready, checks, undo, cleanUp] = wantedSchema.options;

/** The purpose of a plan, without fields that it does not know. */
const strictWanted = z.discriminatedUnion("kind", [
  ready.strict(),
  checks.extend({ tables: z.array(tableNameSchema.strict()).min(1).max(MOST_TABLES).optional() }).strict(),
  undo.strict(),
  cleanUp.strict(),
]);

const asked = {
  for: strictWanted,
  choices: planInputSchema.shape.choices.unwrap().strict().default({}),
};

const RUN = DATABASE.extend({ runId: z.uuid().describe("Id of the run.") });

/** A step of a plan without the changes behind its SQL. */
const apiStepSchema = stepSchema.pick({
  id: true,
  phase: true,
  says: true,
  statements: true,
  undo: true,
  lock: true,
  touches: true,
});

export const planRepair = {
  ...READS,
  id: "planRepair",
  method: "POST",
  scope: "run",
  path: "/api/v1/databases/[id]/plan",
  title: "Plan a repair",
  says: "Reads the database as it is now, with the stored login, and changes nothing. `fingerprint` names the plan for a run. A verifier stands as `…` in its SQL.",
  params: DATABASE,
  body: z.strictObject(asked),
  answer: z.object({
    fingerprint: z.string(),
    takenAt: z.string(),
    for: planSchema.shape.for,
    strategy: planSchema.shape.choices.shape.strategy,
    runsAs: z.string().describe("The role that runs it."),
    consequences: planSchema.shape.consequences,
    steps: z.array(apiStepSchema),
    promises: planSchema.shape.promises,
    leaves: planSchema.shape.leaves,
    missing: planSchema.shape.missing,
    acceptances: z.array(acceptanceSchema),
    manualSteps: planAnswerSchema.shape.guided,
  }),
} as const;

export const startRun = {
  ...READS,
  id: "startRun",
  method: "POST",
  scope: "run",
  path: "/api/v1/databases/[id]/runs",
  title: "Run a plan",
  says: "Dry (`dry: true`, everything is rolled back) or for good. Begins the run and answers at once: read the run until it has ended. In production `confirm` has to be the name of the database. Under the two-person rule the plan has to be proposed by another person than the one who made the token.",
  params: DATABASE,
  body: z.strictObject({
    ...asked,
    fingerprint: runInputSchema.shape.fingerprint,
    dry: z.boolean(),
    accepted: acceptedSchema.default([]),
    confirm: runInputSchema.shape.confirm,
  }),
  answer: z.object({ id: z.uuid().describe("Id of the run.") }),
  status: 202,
  takesKey: true,
} as const;

export const listRuns = {
  ...READS,
  id: "listRuns",
  path: "/api/v1/databases/[id]/runs",
  title: "List runs",
  says: "The newest first, without their plans.",
  params: DATABASE,
  query: PAGE.extend({ state: z.enum(LISTED_STATES).optional(), kind: z.enum(RUN_KINDS).optional() }),
  answer: pageSchema(runLineSchema),
} as const;

export const getRun = {
  ...READS,
  id: "getRun",
  path: "/api/v1/databases/[id]/runs/[runId]",
  title: "Read a run",
  says: "As it stands now: its state, the steps that are done, the locks that it waits for, the checks before and after. It has ended where `finishedAt` is no null.",
  params: RUN,
  answer: runSchema.omit({ plan: true, profileName: true }).extend({
    for: planSchema.shape.for,
    steps: z.array(apiStepSchema.pick({ id: true, phase: true, says: true })),
  }),
} as const;

export const cancelRun = {
  ...READS,
  id: "cancelRun",
  method: "POST",
  scope: "run",
  path: "/api/v1/databases/[id]/runs/[runId]/cancel",
  title: "Cancel a run",
  says: "Asks for its end: nothing is changed, unless its commit was sent already. One that has ended stays as it is.",
  params: RUN,
  answer: z.object({ id: z.uuid() }),
  status: 202,
} as const;
