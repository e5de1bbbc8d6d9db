import "server-only";
import { desc, eq } from "drizzle-orm";
import { badgeOf, type Badge } from "@/lib/badge/badge";
import { withHeadroom } from "@/lib/budget/headroom";
import { readOnlyVerb } from "../audit/verb";
import { parseId } from "../context";
import { publicUrl } from "../http/origin";
import { monitor } from "../monitor/monitor";
import { isSecret } from "../shares/token";
import { db } from "../store/db";
import { badges, databases, visits } from "../store/schema";

/** Returns the address of a database's badge without its ending, for admins; null while it is off. @throws NotAllowed */
export const badgeAddress = readOnlyVerb("admin", async (_ctx, id: unknown): Promise<string | null> => {
  const [row] = await db()
    .select({ token: badges.token })
    .from(badges)
    .where(eq(badges.databaseId, parseId(id)));
  return row === undefined ? null : `${publicUrl()}/badge/${row.token}`;
});

/** Reads the badge of a token; null where there is none. It takes no session: the token alone opens it. */
export async function readBadge(token: string, now = Date.now()): Promise<Badge | null> {
  if (!isSecret(token)) return null;
  const [row] = await db()
    .select({ id: databases.id, name: databases.name, archivedAt: databases.archivedAt })
    .from(badges)
    .innerJoin(databases, eq(databases.id, badges.databaseId))
    .where(eq(badges.token, token));
  if (row === undefined) return null;
  const [visit] = await db()
    .select({ takenAt: visits.takenAt, verdict: visits.verdict, budget: visits.budget })
    .from(visits)
    .where(eq(visits.databaseId, row.id))
    .orderBy(desc(visits.takenAt))
    .limit(1);
  const facts = {
    name: row.name,
    archived: row.archivedAt !== null,
    verdict: visit?.verdict ?? null,
    live: monitor().latest(row.id),
    checked:
      visit === undefined
        ? null
        : { at: visit.takenAt.toISOString(), budget: visit.budget && withHeadroom(visit.budget) },
  };
  return badgeOf(facts, now);
}
