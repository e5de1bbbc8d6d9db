import "server-only";
import { asc, gt } from "drizzle-orm";
import { db } from "../store/db";
import { auditEvents } from "../store/schema";
import { hashOf } from "./append";

/** How many entries are read at a time. */
const PAGE = 1_000;

/** Verification of the audit log: how many entries its chain has, and the id of the first that is not as it was written. */
export type Verified = { rows: number; brokenAt: number | null };

/**
 * Reads the whole chain and reckons its hashes again. A changed, a missing or an inserted entry breaks it at that place;
 * entries cut off at the end alone do not show, which is what a copy of the last hash elsewhere is for.
 */
export async function verifyAudit(): Promise<Verified> {
  let previous: string | null = null;
  let rows = 0;
  for (;;) {
    const page = await db()
      .select()
      .from(auditEvents)
      .where(gt(auditEvents.position, rows))
      .orderBy(asc(auditEvents.position))
      .limit(PAGE);
    for (const row of page) {
      rows += 1;
      const whole =
        row.position === rows && row.previousHash === previous && row.hash === hashOf(row, previous);
      if (!whole) return { rows, brokenAt: row.id };
      previous = row.hash;
    }
    if (page.length < PAGE) return { rows, brokenAt: null };
  }
}
