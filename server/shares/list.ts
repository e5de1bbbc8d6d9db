import "server-only";
import { desc, eq, getTableColumns, sql } from "drizzle-orm";
import { linkStateOf, type ShareLink } from "@/lib/wall/link";
import { readOnlyVerb } from "../audit/verb";
import { db } from "../store/db";
import { shareLinks, wallSessions } from "../store/schema";

/** Links that ended are listed this long after, days. */
const LISTED_DAYS = 30;

async function list(): Promise<ShareLink[]> {
  const rows = await db()
    .select({
      ...getTableColumns(shareLinks),
      screens: sql<number>`(count(*) FILTER (WHERE ${wallSessions.openUntil} > now()))::int`,
    })
    .from(shareLinks)
    .leftJoin(wallSessions, eq(wallSessions.linkId, shareLinks.id))
    .where(
      sql`least(${shareLinks.expiresAt}, coalesce(${shareLinks.revokedAt}, ${shareLinks.expiresAt})) > now() - make_interval(days => ${LISTED_DAYS})`,
    )
    .groupBy(shareLinks.id)
    .orderBy(desc(shareLinks.createdAt));
  const now = new Date();
  return rows.map(({ id, name, scope, theme, contrast, ...row }) => ({
    id,
    name,
    scope,
    allowed: { hosts: row.showsHosts, applications: row.showsApplications },
    looks: { theme, contrast },
    state: linkStateOf(row, now),
    createdAt: row.createdAt.toISOString(),
    createdBy: row.userName,
    expiresAt: row.expiresAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    screens: row.screens,
  }));
}

/** Returns the wall links, the newest first, with those that ended in the last 30 days. @throws NotAllowed for a member */
export const listShareLinks = readOnlyVerb("admin", list);
