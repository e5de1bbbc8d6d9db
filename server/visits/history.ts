import "server-only";
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { CheckHistory } from "@/lib/databases/visit";
import { parseId } from "../context";
import { db } from "../store/db";
import { readOnlyVerb } from "../audit/verb";

const rowSchema = z.object({
  id: z.string(),
  last_ok: z.coerce.date().nullable(),
  failing_since: z.coerce.date().nullable(),
});

/**
 * Returns for each check since when it fails without a pause (null when its latest word is not `fail`) and when it was
 * last all right, over the kept visits.
 */
export const checkHistory = readOnlyVerb(
  "member",
  async (ctx, givenId: unknown): Promise<Record<string, CheckHistory>> => {
    const databaseId = parseId(givenId);
    const { rows } = await db().execute(sql`
    WITH said AS (
      SELECT judged.key AS id, judged.value AS status, taken_at
      FROM visits CROSS JOIN LATERAL jsonb_each_text(statuses) AS judged
      WHERE profile_id = ${databaseId}
    ), known AS (
      SELECT
        id,
        max(taken_at) FILTER (WHERE status IN ('pass', 'warn', 'not applicable')) AS last_ok,
        max(taken_at) FILTER (WHERE status <> 'fail') AS last_other,
        max(taken_at) AS latest
      FROM said GROUP BY id
    )
    SELECT known.id, known.last_ok,
      (SELECT min(said.taken_at) FROM said
       WHERE said.id = known.id AND said.status = 'fail'
         AND said.taken_at > coalesce(known.last_other, '-infinity')) AS failing_since
    FROM known`);
    const history = z.array(rowSchema).parse(rows);
    return Object.fromEntries(
      history.map(({ id, last_ok, failing_since }) => [
        id,
        { lastOk: last_ok?.toISOString() ?? null, failingSince: failing_since?.toISOString() ?? null },
      ]),
    );
  },
);
