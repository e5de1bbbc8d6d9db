import "server-only";
import { and, eq, gt, inArray, isNull } from "drizzle-orm";
import { SessionWatch } from "../auth/open-sessions";
import { db } from "../store/db";
import { apiTokens, user } from "../store/schema";

declare global {
  // Next loads a module once per bundle; there is to be one of it for the process.
  var headroomOpenTokens: SessionWatch | undefined;
}

/** Returns which of some tokens still open something, as `tokenStateOf` says of one (lib/accounts/api-token.ts). */
async function livingOf(ids: string[]): Promise<Set<string>> {
  const rows = await db()
    .select({ id: apiTokens.id })
    .from(apiTokens)
    .innerJoin(user, eq(user.id, apiTokens.userId))
    .where(
      and(
        inArray(apiTokens.id, ids),
        isNull(apiTokens.revokedAt),
        gt(apiTokens.expiresAt, new Date()),
        eq(user.role, "admin"),
      ),
    );
  return new Set(rows.map(({ id }) => id));
}

/**
 * Calls `end` once a token opens nothing any more: revoked, expired, or its maker no admin, by whichever replica. Noticed within 2 s. Returns a
 * function that ends the watching.
 */
export const watchToken = (id: string, end: () => void): (() => void) =>
  (globalThis.headroomOpenTokens ??= new SessionWatch(livingOf)).watch(id, end);
