import "server-only";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { STORE_PARTS, type StoreSizes } from "@/lib/settings/retention";
import { readOnlyVerb } from "../audit/verb";
import { db } from "../store/db";

const TABLES: Record<(typeof STORE_PARTS)[number], readonly string[]> = {
  history: ["samples", "sample_minutes", "sample_hours", "marks"],
  alerts: ["alert_episodes", "alert_events", "alert_deliveries"],
  "check runs": ["visits"],
  runs: ["runs"],
  "audit log": ["audit_events"],
};

const sizesSchema = z.record(z.enum(STORE_PARTS), z.coerce.number());

/** Returns the bytes that each part of the store takes, with its indexes. @throws NotAllowed */
export const readStoreSizes = readOnlyVerb("admin", async (): Promise<StoreSizes> => {
  const places = STORE_PARTS.flatMap((part) => TABLES[part].map((table) => sql`(${part}, ${table})`));
  const { rows } = await db().execute<{ part: string; bytes: string }>(sql`
    SELECT part, sum(pg_total_relation_size(to_regclass(name))) AS bytes
    FROM (VALUES ${sql.join(places, sql`, `)}) AS places (part, name)
    GROUP BY part`);
  return sizesSchema.parse(Object.fromEntries(rows.map(({ part, bytes }) => [part, bytes])));
});
