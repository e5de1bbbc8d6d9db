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

const rowsSchema = z.array(z.object({ part: z.enum(STORE_PARTS), bytes: z.coerce.number() }));

/** Returns the bytes that each part of the store takes, with its indexes. @throws NotAllowed */
export const readStoreSizes = readOnlyVerb("admin", async (): Promise<StoreSizes> => {
  const places = STORE_PARTS.flatMap((part) => TABLES[part].map((table) => sql`(${part}, ${table})`));
  const { rows } = await db().execute(sql`
    SELECT part, sum(pg_total_relation_size(to_regclass(name))) AS bytes
    FROM (VALUES ${sql.join(places, sql`, `)}) AS places (part, name)
    GROUP BY part`);
  const bytesOf = new Map(rowsSchema.parse(rows).map(({ part, bytes }) => [part, bytes]));
  const sizeOf = (part: (typeof STORE_PARTS)[number]) => bytesOf.get(part) ?? 0;
  return {
    history: sizeOf("history"),
    alerts: sizeOf("alerts"),
    "check runs": sizeOf("check runs"),
    runs: sizeOf("runs"),
    "audit log": sizeOf("audit log"),
  };
});
