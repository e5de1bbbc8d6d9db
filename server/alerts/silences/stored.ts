import "server-only";
import { asc } from "drizzle-orm";
import { silenceSchema, type StoredSilence } from "@/lib/alerts/silence";
import { ignore } from "../../http/log";
import type { Tx } from "../../store/db";
import { alertSilences } from "../../store/schema";

/** Returns all mutes and maintenances, those that are over included. */
export async function readSilences(tx: Pick<Tx, "select">): Promise<StoredSilence[]> {
  const rows = await tx.select().from(alertSilences).orderBy(asc(alertSilences.createdAt));
  return rows.flatMap(({ id, silence, userName }) => {
    const parsed = silenceSchema.safeParse(silence);
    if (parsed.success) return [{ ...parsed.data, id, by: userName }];
    ignore(parsed.error, "a silence of another version does not hold");
    return [];
  });
}
