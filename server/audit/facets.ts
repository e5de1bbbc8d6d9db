import "server-only";
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Facets } from "@/lib/audit/event";
import { NO_PERSON } from "@/lib/audit/filter";
import { db } from "../store/db";
import { visibleEvents } from "../visible";
import { readOnlyVerb } from "./verb";

const rowSchema = z.object({
  facet: z.enum(["database", "person", "action"]),
  value: z.string().nullable(),
  name: z.string(),
});

const byName = (one: { name: string }, other: { name: string }) => one.name.localeCompare(other.name, "en");

/** Returns every database, person and action that the log has, by the name that they had last. One scan of the log. */
export const auditFacets = readOnlyVerb("member", async (ctx): Promise<Facets> => {
  const { rows } = await db().execute(sql`
    WITH last AS (
      SELECT profile_ref, user_ref, action, max(id) AS id,
        CASE WHEN grouping(profile_ref) = 0 THEN 'database' WHEN grouping(user_ref) = 0 THEN 'person' ELSE 'action' END AS facet
      FROM audit_events
      WHERE ${visibleEvents(ctx) ?? sql`true`}
      GROUP BY GROUPING SETS ((profile_ref), (user_ref), (action))
    )
    SELECT facet,
      CASE facet WHEN 'database' THEN last.profile_ref WHEN 'person' THEN last.user_ref ELSE last.action END AS value,
      CASE facet WHEN 'database' THEN event.profile_name WHEN 'person' THEN event.user_name ELSE event.action END AS name
    FROM last JOIN audit_events AS event USING (id)`);
  const found = z.array(rowSchema).parse(rows);
  const of = (facet: z.infer<typeof rowSchema>["facet"]) => found.filter((row) => row.facet === facet);
  return {
    // A run whose database left while it ran is under no database; a search for its name finds it.
    databases: of("database")
      .flatMap(({ value, name }) => (value === null ? [] : [{ value, name }]))
      .sort(byName),
    people: of("person")
      .map(({ value, name }) => ({ value: value ?? NO_PERSON, name }))
      .sort(byName),
    actions: of("action")
      .map(({ name }) => name)
      .sort(),
  };
});
