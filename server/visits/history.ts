import "server-only";
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { CheckHistory } from "@/lib/databases/visit";
import { visibleId } from "../databases/visible";
import { db } from "../store/db";
import { readOnlyVerb } from "../audit/verb";

const rowSchema = z.object({
  id: z.string(),
  last_ok: z.coerce.date().nullable(),
  latest_status: z.string(),
  since: z.coerce.date().nullable(),
});

/**
 * Returns for each check since when its latest status holds without a pause, the same where that is `fail`, and when it was
 * last all right, over the kept visits.
 */
export const checkHistory = readOnlyVerb(
  "member",
  async (ctx, givenId: unknown): Promise<Record<string, CheckHistory>> => {
    const databaseId = await visibleId(ctx, givenId);
    const { rows } = await db().execute(sql`
    WITH said AS (
      SELECT judged.key AS id, judged.value AS status, taken_at
      FROM visits CROSS JOIN LATERAL jsonb_each_text(statuses) AS judged
      WHERE profile_id = ${databaseId}
    ), latest AS (
      SELECT DISTINCT ON (id) id, status FROM said ORDER BY id, taken_at DESC
    ), known AS (
      SELECT
        id,
        latest.status AS latest_status,
        max(taken_at) FILTER (WHERE said.status IN ('pass', 'warn', 'not applicable')) AS last_ok,
        max(taken_at) FILTER (WHERE said.status <> latest.status) AS last_other
      FROM said JOIN latest USING (id) GROUP BY id, latest.status
    )
    SELECT known.id, known.last_ok, known.latest_status,
      (SELECT min(said.taken_at) FROM said
       WHERE said.id = known.id AND said.taken_at > coalesce(known.last_other, '-infinity')) AS since
    FROM known`);
    const history = z.array(rowSchema).parse(rows);
    return Object.fromEntries(
      history.map(({ id, last_ok, latest_status, since }) => {
        const held = since?.toISOString() ?? null;
        return [
          id,
          {
            since: held,
            failingSince: latest_status === "fail" ? held : null,
            lastOk: last_ok?.toISOString() ?? null,
          },
        ];
      }),
    );
  },
);
