import "server-only";
import { and, eq, gte, isNull, lt, sql, type SQL } from "drizzle-orm";
import { NO_PERSON, type EventFilter } from "@/lib/audit/filter";
import { auditEvents } from "../store/schema";

const DAY_MS = 86_400_000;

/** Looks at values only: the name of a field stands in every entry of its kind. */
const says = (text: string): SQL => sql`(
  strpos(lower(concat_ws(chr(10), ${auditEvents.profileName}, ${auditEvents.userName}, ${auditEvents.action},
    ${auditEvents.fromAddress})), lower(${text})) > 0
  OR EXISTS (
    SELECT FROM jsonb_path_query(${auditEvents.detail}, 'strict $.**') AS value
    WHERE jsonb_typeof(value) IN ('string', 'number') AND strpos(lower(value #>> '{}'), lower(${text})) > 0))`;

const byPerson = (person: string): SQL =>
  person === NO_PERSON ? isNull(auditEvents.userRef) : eq(auditEvents.userRef, person);

/** Returns the condition for entries that a filter lets in; undefined where it lets in all of them. */
export function eventsIn({ database, person, action, text, from, to }: EventFilter): SQL | undefined {
  return and(
    database === null ? undefined : eq(auditEvents.profileRef, database),
    person === null ? undefined : byPerson(person),
    action === null ? undefined : eq(auditEvents.action, action),
    text === null || text === "" ? undefined : says(text),
    from === null ? undefined : gte(auditEvents.at, new Date(from)),
    to === null ? undefined : lt(auditEvents.at, new Date(Date.parse(to) + DAY_MS)),
  );
}
