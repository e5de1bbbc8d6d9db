import "server-only";
import { and, asc, gt, type SQL } from "drizzle-orm";
import type { ExportedEvent } from "@/lib/audit/event";
import { eventFilterSchema, type EventFilter } from "@/lib/audit/filter";
import { parse, type Context } from "../context";
import { db } from "../store/db";
import { auditEvents } from "../store/schema";
import { visibleEvents } from "../visible";
import { eventsIn } from "./where";
import { auditedVerb, readOnlyVerbNow } from "./verb";

const PAGE = 500;

const columns = {
  id: auditEvents.id,
  at: auditEvents.at,
  userRef: auditEvents.userRef,
  userName: auditEvents.userName,
  fromAddress: auditEvents.fromAddress,
  profileRef: auditEvents.profileRef,
  profileName: auditEvents.profileName,
  action: auditEvents.action,
  detail: auditEvents.detail,
  previousHash: auditEvents.previousHash,
  hash: auditEvents.hash,
};

async function pageAfter(filter: SQL | undefined, id: number, limit: number): Promise<ExportedEvent[]> {
  const rows = await db()
    .select(columns)
    .from(auditEvents)
    .where(and(filter, gt(auditEvents.id, id)))
    .orderBy(asc(auditEvents.id))
    .limit(limit);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

async function* pages(filter: SQL | undefined): AsyncGenerator<ExportedEvent[]> {
  let after = 0;
  for (;;) {
    const page = await pageAfter(filter, after, PAGE);
    if (page.length > 0) yield page;
    after = page.at(-1)?.id ?? after;
    if (page.length < PAGE) return;
  }
}

/**
 * Returns the entries that a filter lets in, whole and with their hashes, the oldest first, a page at a time, so that a
 * long log never stands in memory. @throws BadInput for a filter that says what cannot be, before the first page
 */
export const exportEvents = readOnlyVerbNow(
  "member",
  (ctx, filter: unknown): AsyncIterable<ExportedEvent[]> => {
    return pages(and(eventsIn(parse(eventFilterSchema, filter)), visibleEvents(ctx)));
  },
);

const after = (filter: EventFilter, ctx: Context, id: number, limit: number): Promise<ExportedEvent[]> =>
  pageAfter(and(eventsIn(filter), visibleEvents(ctx)), id, limit);

const detailOf = (filter: EventFilter) =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null));

/**
 * Returns the same a page at a time: the entries after an id. One from the beginning is in the log itself, before it is read; one that
 * goes on is not, so that a script that follows the log does not grow it. @throws BadInput, NotSignedIn
 */
export const exportEventsAfter = auditedVerb(
  "member",
  async (ctx, audit, filter: unknown, from: { id: number | null; limit: number }) => {
    const asked = parse(eventFilterSchema, filter);
    if (from.id !== null) return audit.unchanged(await after(asked, ctx, from.id, from.limit));
    const entry = { action: "export the audit log", detail: detailOf(asked) } as const;
    return audit.writeBefore(entry, () => after(asked, ctx, 0, from.limit));
  },
);

/**
 * Returns the same for a download, which is in the log itself, before its first page. @throws BadInput, NotSignedIn
 */
export const downloadEvents = auditedVerb("member", async (ctx, audit, filter: unknown) => {
  const asked = parse(eventFilterSchema, filter);
  const entry = { action: "export the audit log", detail: detailOf(asked) } as const;
  return audit.writeBefore(entry, () => Promise.resolve(exportEvents(ctx, asked)));
});
