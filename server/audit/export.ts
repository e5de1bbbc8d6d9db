import "server-only";
import { and, asc, gt } from "drizzle-orm";
import type { ExportedEvent } from "@/lib/audit/event";
import { eventFilterSchema } from "@/lib/audit/filter";
import { parse } from "../context";
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
export const exportEvents = readOnlyVerbNow(
  "member",
  (ctx, filter: unknown): AsyncIterable<ExportedEvent[]> => {
    return pages(and(eventsIn(parse(eventFilterSchema, filter)), visibleEvents(ctx)));
  },
);

/**
 * Returns the same for a download, which is in the log itself, before its first page. @throws BadInput, NotSignedIn
 */
export const downloadEvents = auditedVerb("member", async (ctx, audit, filter: unknown) => {
  const asked = parse(eventFilterSchema, filter);
  const detail = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== null));
  const entry = { action: "export the audit log", detail } as const;
  return audit.writeBefore(entry, () => Promise.resolve(exportEvents(ctx, asked)));
});
