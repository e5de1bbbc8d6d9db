import "server-only";
import { desc, eq, sql } from "drizzle-orm";
import { tokenStateOf, type ApiToken } from "@/lib/accounts/api-token";
import { readOnlyVerb } from "../audit/verb";
import { db } from "../store/db";
import { apiTokens, user } from "../store/schema";

/** Tokens that ended are listed this long after, days. */
const LISTED_DAYS = 30;

/** Returns the API tokens, the newest first, with those that ended in the last 30 days. @throws NotAllowed for a member */
export const listTokens = readOnlyVerb("admin", async (): Promise<ApiToken[]> => {
  const rows = await db()
    .select({ token: apiTokens, makerRole: user.role })
    .from(apiTokens)
    .leftJoin(user, eq(user.id, apiTokens.userId))
    .where(
      sql`least(${apiTokens.expiresAt}, coalesce(${apiTokens.revokedAt}, ${apiTokens.expiresAt})) > now() - make_interval(days => ${LISTED_DAYS})`,
    )
    .orderBy(desc(apiTokens.createdAt));
  const now = new Date();
  return rows.map(({ token: { id, name, scope, groups, ...row }, makerRole }) => ({
    id,
    name,
    scope,
    groups,
    state: tokenStateOf({ ...row, makerRole }, now),
    createdAt: row.createdAt.toISOString(),
    createdBy: row.userName,
    expiresAt: row.expiresAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    lastUsedFrom: row.lastUsedFrom,
  }));
});
