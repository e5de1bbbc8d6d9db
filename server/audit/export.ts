import "server-only";
import { and, asc, gt } from "drizzle-orm";
import type { ExportedEvent } from "@/lib/audit/event";
import { eventFilterSchema } from "@/lib/audit/filter";
import { parse, requireRole, type Context } from "../context";
import { db } from "../store/db";
import { auditEvents } from "../store/schema";
import { eventsIn } from "./where";

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

async function* pages(filter: ReturnType<typeof eventsIn>): AsyncGenerator<ExportedEvent[]> {
  let after = 0;
  for (;;) {
    const page = await db()
      .select(columns)
      .from(auditEvents)
      .where(and(filter, gt(auditEvents.id, after)))
      .orderBy(asc(auditEvents.id))
      .limit(PAGE);
    if (page.length > 0) yield page.map((row) => ({ ...row, at: row.at.toISOString() }));
    after = page.at(-1)?.id ?? after;
    if (page.length < PAGE) return;
  }
}

/**
 * Returns the entries that a filter lets in, whole and with their hashes, the oldest first, a page at a time, so that a
 * long log never stands in memory. @throws BadInput for a filter that says what cannot be, before the first page
 */
export function exportEvents(ctx: Context, filter: unknown): AsyncIterable<ExportedEvent[]> {
  requireRole(ctx, "member");
  return pages(eventsIn(parse(eventFilterSchema, filter)));
}
