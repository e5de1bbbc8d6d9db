import { z } from "zod";
import { eventFilterSchema } from "../audit/filter";
import { PAGE, pageSchema, READS } from "./endpoint";

export const listAlerts = {
  ...READS,
  id: "listAlerts",
  path: "/api/v1/alerts",
  title: "List alerts that fire",
  says: "The newest first.",
  query: PAGE,
  answer: pageSchema(
    z.object({
      id: z.uuid(),
      rule: z.string().describe("The rule in words."),
      figure: z.string(),
      says: z.string(),
      databases: z.array(z.object({ id: z.string(), name: z.string() })),
      since: z.string(),
      acknowledged: z.object({ by: z.string(), at: z.string() }).nullable(),
      mutedUntil: z.string().nullable(),
      dataless: z.boolean().describe("No new data: it is not known whether it goes on."),
    }),
  ),
} as const;

const filter = eventFilterSchema.shape;

export const exportAuditLog = {
  ...READS,
  id: "exportAuditLog",
  path: "/api/v1/audit-log",
  title: "Export the audit log",
  says: "The oldest entry first, whole and with the hashes of the chain. An export from the beginning is an entry itself. One that goes on, by `cursor` or by `after`, is none, so that a script that follows the log does not grow it.",
  query: PAGE.extend({
    after: z.coerce
      .number("An id is a number.")
      .int("An id is a whole number.")
      .min(1, "An id is at least 1.")
      .max(Number.MAX_SAFE_INTEGER, "No entry has such an id.")
      .optional()
      .describe("Only entries after the one of this id; for a script that follows the log."),
    database: filter.database.unwrap().unwrap().optional().describe("Id that the database has, or had."),
    person: filter.person
      .unwrap()
      .unwrap()
      .optional()
      .describe("Id of the account or the token; `headroom` for the program."),
    action: filter.action.unwrap().unwrap().optional(),
    text: filter.text.unwrap().unwrap().optional(),
    from: filter.from.unwrap().unwrap().optional().describe("The first day, UTC: 2026-11-23."),
    to: filter.to.unwrap().unwrap().optional().describe("The last day, UTC."),
  }),
  answer: pageSchema(
    z.object({
      id: z.number().int(),
      at: z.string(),
      userRef: z.string().nullable().describe("Id of the account or the token."),
      userName: z.string(),
      fromAddress: z.string().nullable(),
      databaseRef: z.string().nullable(),
      databaseName: z.string(),
      action: z.string(),
      detail: z.record(z.string(), z.unknown()),
      previousHash: z.string().nullable(),
      hash: z.string().nullable(),
    }),
  ),
} as const;
