import "server-only";
import { asc, gt } from "drizzle-orm";
import { db, type Tx } from "../store/db";
import { auditEvents } from "../store/schema";
import { hashOf } from "./append";

/** How many entries are read at a time. */
const PAGE = 1_000;

/** The last entry that was verified: what a copy elsewhere is compared with. */
export type Head = { id: number; position: number; at: Date; hash: string };

/** Flaw of the first entry that is not as it was written. */
export type Flaw = { id: number; at: Date; kind: "place" | "predecessor" | "content" };

/** The chain as it was read. `head` is null where no entry is whole; `holds` says whether a hash that was asked for is in it. */
export type Chain = { rows: number; head: Head | null; flaw: Flaw | null; holds: boolean };

type Row = typeof auditEvents.$inferSelect;

function flawOf(row: Row, position: number, previous: string | null): Flaw["kind"] | null {
  if (row.position !== position) return "place";
  if (row.previousHash !== previous) return "predecessor";
  return row.hash === hashOf(row, previous) ? null : "content";
}

/**
 * Reads the whole chain and computes its hashes again, up to the first entry that is not as it was written. `wanted` is a hash
 * that is looked for in it: that of the last entry of an earlier verification or export.
 */
export async function readChain(tx: Tx = db(), wanted: string | null = null): Promise<Chain> {
  const chain: Chain = { rows: 0, head: null, flaw: null, holds: false };
  for (;;) {
    const page = await tx
      .select()
      .from(auditEvents)
      .where(gt(auditEvents.position, chain.rows))
      .orderBy(asc(auditEvents.position))
      .limit(PAGE);
    for (const row of page) {
      chain.rows += 1;
      const kind = flawOf(row, chain.rows, chain.head?.hash ?? null);
      if (kind !== null || row.hash === null) {
        chain.flaw = { id: row.id, at: row.at, kind: kind ?? "content" };
        return chain;
      }
      chain.head = { id: row.id, position: chain.rows, at: row.at, hash: row.hash };
      if (row.hash === wanted) chain.holds = true;
    }
    if (page.length < PAGE) return chain;
  }
}

/** Verification of the audit log: how many entries its chain has, and the id of the first that is not as it was written. */
export type Verified = { rows: number; brokenAt: number | null };

/**
 * Verifies the whole chain. A changed, a missing or an inserted entry breaks it at that place; entries cut off at the end alone
 * do not show, which is what a copy of the last hash elsewhere is for.
 */
export async function verifyAudit(tx: Tx = db()): Promise<Verified> {
  const { rows, flaw } = await readChain(tx);
  return { rows, brokenAt: flaw?.id ?? null };
}
