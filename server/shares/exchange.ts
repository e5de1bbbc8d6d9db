import "server-only";
import { eq } from "drizzle-orm";
import { linkStateOf, type WallLooks } from "@/lib/wall/link";
import { appendEvent } from "../audit/append";
import { NotFound } from "../errors";
import { db } from "../store/db";
import { shareLinks, wallSessions } from "../store/schema";
import { countTry } from "./limits";
import { hashOfSecret, isSecret, newSecret } from "./token";
import type { WallSession } from "./wall-session";

/** Screens that one link opens; beyond it the link has to be made anew. */
const MOST_SCREENS = 500;

/** No wall opens by this link; the text says why, and what to do. */
export class NoWall extends NotFound {}

const ASK = "Ask an admin of this Headroom for a new link.";
const day = (date: Date): string => date.toISOString().slice(0, 10);

/** A screen that was let in: the secret of its cookie, which ends with the link; null where its own cookie goes on. */
export type Opened = { secret: string | null; expiresAt: Date; looks: WallLooks };

async function linkOf(token: string) {
  if (!isSecret(token)) return undefined;
  const [link] = await db()
    .select()
    .from(shareLinks)
    .where(eq(shareLinks.tokenHash, hashOfSecret(token)));
  return link;
}

/** Opens a session for one screen, with its entry in the audit log. @throws NoWall where the link has too many */
async function openSession(link: typeof shareLinks.$inferSelect, address: string): Promise<string> {
  const secret = newSecret();
  await db().transaction(async (tx) => {
    // Held, so that no revocation can pass between the judgement and the new session.
    const [held] = await tx.select().from(shareLinks).where(eq(shareLinks.id, link.id)).for("update");
    if (held === undefined || linkStateOf(held, new Date()) !== "open")
      throw new NoWall(`This link was revoked. ${ASK}`);
    const opened = await tx
      .select({ id: wallSessions.id })
      .from(wallSessions)
      .where(eq(wallSessions.linkId, link.id));
    if (opened.length >= MOST_SCREENS)
      throw new NoWall(`This link was opened on ${MOST_SCREENS} screens, which is the most. ${ASK}`);
    await tx.insert(wallSessions).values({ linkId: link.id, secretHash: hashOfSecret(secret) });
    await tx.update(shareLinks).set({ lastUsedAt: new Date() }).where(eq(shareLinks.id, link.id));
    await appendEvent(tx, {
      userId: null,
      userName: "Wall screen",
      fromAddress: address,
      databaseId: null,
      profileName: "",
      action: "open a wall link",
      detail: { link: link.name, screen: opened.length + 1 },
    });
  });
  return secret;
}

/**
 * Exchanges the token of a wall link for the secret of a cookie. Each screen gets a session of its own; one that has a session of
 * this link already keeps it, so that a screen which opens the link at each start makes no entry at each start.
 * @throws NoWall for a token that is wrong, expired or revoked; TooMany
 */
export async function exchangeWallToken(
  token: string,
  { address, present }: { address: string; present: WallSession | null },
): Promise<Opened> {
  const guess = await countTry("wall", address);
  const link = await linkOf(token);
  if (link === undefined)
    throw new NoWall(`No wall has this address. Check that the link is complete. ${ASK}`);
  await guess.forgive();
  const { expiresAt, revokedAt, theme, contrast } = link;
  const looks = { theme, contrast };
  if (revokedAt !== null) throw new NoWall(`This link was revoked on ${day(revokedAt)}. ${ASK}`);
  if (linkStateOf(link, new Date()) === "expired")
    throw new NoWall(`This link expired on ${day(expiresAt)}. ${ASK}`);
  if (present?.link.id === link.id) return { secret: null, expiresAt, looks };
  await countTry("screen", address);
  return { secret: await openSession(link, address), expiresAt, looks };
}
