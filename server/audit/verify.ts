import "server-only";
import { asc, gt } from "drizzle-orm";
import { db } from "../store/db";
import { auditEvents } from "../store/schema";
import { hashOf } from "./append";

/** How many entries are read at a time. */
const PAGE = 1_000;

/** What became of the audit log: how many entries it has, and the first that is not as it was written. */
export type Verified = { rows: number; brokenAt: number | null };

/**
 * Reads the whole log and reckons its hashes again. A changed, a missing or an inserted entry breaks the chain at that
 * place; entries cut off at the end alone do not show, which is what a copy of the last hash elsewhere is for.
 */
export async function verifyAudit(): Promise<Verified> {
  let previous: string | null = null;
  let after = 0;
  let rows = 0;
  for (;;) {
    const page = await db()
      .select()
      .from(auditEvents)
      .where(gt(auditEvents.id, after))
      .orderBy(asc(auditEvents.id))
      .limit(PAGE);
    for (const row of page) {
      rows += 1;
      if (row.previousHash !== previous || row.hash !== hashOf(row, previous))
        return { rows, brokenAt: row.id };
      previous = row.hash;
      after = row.id;
    }
    if (page.length < PAGE) return { rows, brokenAt: null };
  }
}
