import "server-only";
import { sql } from "drizzle-orm";
import type { MarkKind } from "@/lib/history/schema";
import { db, type Tx } from "../store/db";

/**
 * Marks on a database's charts that something happened, in words ("Pool size 20 → 8"); now, unless `at` says when. A
 * database that was deleted meanwhile is no error.
 */
export async function addMark(
  databaseId: string,
  kind: MarkKind,
  text: string,
  at: Date | string = new Date(),
  tx: Pick<Tx, "execute"> = db(),
): Promise<void> {
  await tx.execute(sql`
    INSERT INTO marks (profile_id, at, kind, text)
    SELECT id, ${new Date(at).toISOString()}::timestamptz, ${kind}, ${text} FROM profiles
    WHERE id = ${databaseId}
    FOR KEY SHARE`);
}
