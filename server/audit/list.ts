import "server-only";
import { and, desc, eq, lt, sql } from "drizzle-orm";
import { z } from "zod";
import type { AuditEvent, EventPage } from "@/lib/audit/event";
import { eventFilterSchema } from "@/lib/audit/filter";
import { parse } from "../context";
import { NotFound } from "../errors";
import { db } from "../store/db";
import { auditEvents } from "../store/schema";
import { visibleEvents } from "../visible";
import { eventsIn } from "./where";
import { readOnlyVerb } from "./verb";

const PAGE = 30;

const idSchema = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
const askedSchema = z.object({
  /** The id of the entry that the page before ended with. */
  before: idSchema.nullable().default(null),
});

const columns = {
  id: auditEvents.id,
  at: auditEvents.at,
  by: auditEvents.userName,
  from: auditEvents.fromAddress,
  databaseId: auditEvents.databaseId,
  databaseName: auditEvents.profileName,
  action: auditEvents.action,
  detail: auditEvents.detail,
};

/** The detail without its SQL, which can be 400 statements an entry. */
const light = sql<Record<string, unknown>>`${auditEvents.detail} - 'statements' - 'undo'`;

type Row = { at: Date; databaseId: string | null; databaseName: string } & Omit<
  AuditEvent,
  "at" | "database"
>;

const eventOf = ({ at, databaseId, databaseName, ...row }: Row): AuditEvent => ({
  ...row,
  at: at.toISOString(),
  database: { id: databaseId, name: databaseName },
});

/**
 * Returns entries of the audit log that a filter lets in, the newest first, 100 a page, without the SQL in them (readEvent
 * has it). @throws BadInput for a filter that says what cannot be
 */
export const listEvents = readOnlyVerb(
  "member",
  async (ctx, filter: unknown, asked: { before?: unknown } = {}): Promise<EventPage> => {
    const wanted = parse(eventFilterSchema, filter);
    const { before } = parse(askedSchema, asked);
    const rows = await db()
      .select({ ...columns, detail: light })
      .from(auditEvents)
      .where(
        and(eventsIn(wanted), visibleEvents(ctx), before === null ? undefined : lt(auditEvents.id, before)),
      )
      .orderBy(desc(auditEvents.id))
      .limit(PAGE + 1);
    const events = rows.slice(0, PAGE).map(eventOf);
    return { events, older: rows.length > PAGE ? (events.at(-1)?.id ?? null) : null };
  },
);

/** Returns one entry with everything in it. @throws NotFound */
export const readEvent = readOnlyVerb("member", async (ctx, id: unknown): Promise<AuditEvent> => {
  const missing = new NotFound("There is no such entry in the audit log.");
  const asked = idSchema.safeParse(id);
  if (!asked.success) throw missing;
  const [row] = await db()
    .select(columns)
    .from(auditEvents)
    .where(and(eq(auditEvents.id, asked.data), visibleEvents(ctx)));
  if (row === undefined) throw missing;
  return eventOf(row);
});
