import "server-only";
import { and, eq, getTableColumns, gt, isNull } from "drizzle-orm";
import type { WallAllowance, WallLooks, ShareScope } from "@/lib/wall/link";
import { isSecure } from "../http/origin";
import { db } from "../store/db";
import { shareLinks, wallSessions } from "../store/schema";
import { hashOfSecret, isSecret } from "./token";

/** A screen that may show a wall, and what its link allows. */
export type WallSession = {
  sessionId: string;
  link: {
    id: string;
    name: string;
    scope: ShareScope;
    allowed: WallAllowance;
    looks: WallLooks;
    expiresAt: Date;
  };
};

/**
 * Returns the cookie of a screen. Over TLS it is bound to this very host, which takes the path "/"; elsewhere it is sent to the wall's own
 * paths alone. It is read by the wall's page and stream and by nothing else.
 */
export const wallCookie = (isTls: boolean): { name: string; path: string } =>
  isTls ? { name: "__Host-headroom.wall", path: "/" } : { name: "headroom.wall", path: "/wall" };

/** Returns the value of a cookie by its name; undefined where the header has none. */
function cookieOf(headers: Headers, name: string): string | undefined {
  const pairs = (headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** Returns the screen whose cookie these headers carry; null for none, or where its link expired or was revoked. */
export async function wallSessionOf(headers: Headers): Promise<WallSession | null> {
  const secret = cookieOf(headers, wallCookie(isSecure(headers)).name);
  if (secret === undefined || !isSecret(secret)) return null;
  const [row] = await db()
    .select({ ...getTableColumns(shareLinks), sessionId: wallSessions.id })
    .from(wallSessions)
    .innerJoin(shareLinks, eq(shareLinks.id, wallSessions.linkId))
    .where(
      and(
        eq(wallSessions.secretHash, hashOfSecret(secret)),
        gt(shareLinks.expiresAt, new Date()),
        isNull(shareLinks.revokedAt),
      ),
    );
  if (row === undefined) return null;
  const { id, name, scope, theme, contrast, expiresAt, sessionId, showsHosts, showsApplications } = row;
  const allowed = { hosts: showsHosts, applications: showsApplications };
  return { sessionId, link: { id, name, scope, allowed, looks: { theme, contrast }, expiresAt } };
}
