import { z } from "zod";
import { budgetSchema } from "../budget/schema";
import { findingSchema, STATUSES } from "../checks/finding";
import { VERDICTS } from "../checks/verdict";
import { databaseSchema } from "../databases/database";
import { historySchema, RANGES } from "../history/schema";
import { LIVE_STATES, liveTroubleSchema } from "../live/schema";
import { ENVIRONMENTS } from "../target/schema";
import { PUBLISHED, TABLE_KINDS } from "../tables/row";
import { DATABASE, PAGE, pageSchema, READS } from "./endpoint";

const time = z.string().describe("ISO 8601, UTC.");

/** The figure of a database: usable − others − Electric's whole claim (lib/budget/headroom.ts). */
const headroom = z
  .number()
  .int()
  .nullable()
  .describe(
    "Connections that are left: usable − others − Electric's whole claim. Negative where so many are missing; null where it is not known.",
  );

const checked = z
  .object({
    checkRun: z.uuid(),
    takenAt: time,
    verdict: z.enum(VERDICTS),
    fails: z.number().int().nonnegative(),
    warns: z.number().int().nonnegative(),
  })
  .nullable()
  .describe("The latest check run; null before the first one.");

/** A database as the API has it: never with a password. */
export const apiDatabaseSchema = databaseSchema
  .pick({
    id: true,
    name: true,
    kind: true,
    host: true,
    port: true,
    database: true,
    user: true,
    provider: true,
  })
  .extend({
    group: z.string(),
    environment: z.enum(ENVIRONMENTS).nullable(),
    createdAt: time,
    archivedAt: time.nullable(),
    headroom,
    checked,
  });

export const listDatabases = {
  ...READS,
  id: "listDatabases",
  path: "/api/v1/databases",
  title: "List databases",
  says: "By name, with the headroom and the verdict of each. Archived databases are among them.",
  query: PAGE,
  answer: pageSchema(apiDatabaseSchema),
} as const;

export const getDatabase = {
  ...READS,
  id: "getDatabase",
  path: "/api/v1/databases/[id]",
  title: "Read a database",
  says: "The same as in the list.",
  params: DATABASE,
  answer: apiDatabaseSchema,
} as const;

export const listFindings = {
  ...READS,
  id: "listFindings",
  path: "/api/v1/databases/[id]/findings",
  title: "List findings",
  says: "What each check says of the latest check run, by id. An empty list where the database was not checked yet.",
  params: DATABASE,
  query: PAGE.extend({ status: z.enum(STATUSES).optional().describe("Only findings of this status.") }),
  answer: pageSchema(findingSchema),
} as const;

export const getFinding = {
  ...READS,
  id: "getFinding",
  path: "/api/v1/databases/[id]/findings/[checkId]",
  title: "Read a finding",
  says: "Of the latest check run or trial, with all of its objects.",
  params: DATABASE.extend({
    checkId: z.string().min(1).max(100).describe("Id of the check, as findings have it."),
  }),
  answer: findingSchema,
} as const;

export const getReport = {
  ...READS,
  id: "getReport",
  path: "/api/v1/databases/[id]/report",
  title: "Read the report",
  says: "Of the latest check run, as Markdown. It is an entry of the audit log.",
  params: DATABASE,
  type: "text/markdown",
  answer: z.string(),
} as const;

export const getBudget = {
  ...READS,
  id: "getBudget",
  path: "/api/v1/databases/[id]/budget",
  title: "Read the connection budget",
  says: "By the latest sample that the answering replica has, otherwise by the latest check run; `from` says which.",
  params: DATABASE,
  answer: z.object({
    headroom,
    from: z.enum(["sample", "check run"]).nullable().describe("Null where neither is there."),
    at: time.nullable(),
    state: z
      .enum(LIVE_STATES)
      .nullable()
      .describe("How the watching goes; null where this replica does not watch it."),
    trouble: liveTroubleSchema.nullable(),
    budget: budgetSchema.nullable(),
  }),
} as const;

export const getHistory = {
  ...READS,
  id: "getHistory",
  path: "/api/v1/databases/[id]/history",
  title: "Read the history of connections",
  says: "Averages and peaks with pauses and marks.",
  params: DATABASE,
  query: z.strictObject({ range: z.enum(RANGES, "The range is hour, day, week or year.").default("hour") }),
  answer: historySchema,
} as const;

export const listTables = {
  ...READS,
  id: "listTables",
  path: "/api/v1/databases/[id]/tables",
  title: "List tables",
  says: "Of the latest check run, by schema and name.",
  params: DATABASE,
  query: PAGE,
  answer: pageSchema(
    z.object({
      schema: z.string(),
      name: z.string(),
      kind: z.enum(TABLE_KINDS),
      partition: z.boolean(),
      owner: z.string(),
      replicaIdentity: z.string().nullable(),
      published: z.enum(PUBLISHED),
      select: z
        .boolean()
        .nullable()
        .describe("Whether Electric's role may read it; null without such a role."),
      ownerRights: z.boolean().nullable(),
      target: z.boolean().describe("Whether Electric is to serve it."),
      status: z.enum(STATUSES),
      checks: z.array(z.string()).describe("Ids of the checks that name it and did not pass."),
    }),
  ),
} as const;
