import "server-only";
import { and, desc, eq, gt, ne } from "drizzle-orm";
import { deviceOf } from "@/lib/accounts/device";
import { sessionEndSchema, type OwnSession } from "@/lib/accounts/session";
import type { AuditLine } from "../audit/line";
import { auditedVerb, readOnlyVerb } from "../audit/verb";
import { idleSince } from "../auth/lifetime";
import { parse, type Actor } from "../context";
import { NotAllowed, NotFound } from "../errors";
import { db } from "../store/db";
import { session } from "../store/schema";

/** Returns the id of the person who acts. @throws NotAllowed for the program, which has no sessions */
function personOf(actor: Actor): string {
  if (actor.kind !== "user") throw new NotAllowed("Only a person has sessions.");
  return actor.id;
}

/** Returns the actor's own sessions that are open, the latest used first; `currentId` is the one of the page. */
export const listOwnSessions = readOnlyVerb(
  "viewer",
  async ({ actor }, currentId: string): Promise<OwnSession[]> => {
    const now = new Date();
    const rows = await db()
      .select()
      .from(session)
      .where(
        and(
          eq(session.userId, personOf(actor)),
          gt(session.expiresAt, now),
          gt(session.updatedAt, idleSince(now)),
        ),
      )
      .orderBy(desc(session.updatedAt));
    return rows.map(({ id, userAgent, ipAddress, createdAt, updatedAt }) => ({
      id,
      device: deviceOf(userAgent),
      address: ipAddress === "" ? null : ipAddress,
      signedInAt: createdAt.toISOString(),
      lastSeen: updatedAt.toISOString(),
      current: id === currentId,
    }));
  },
);

/** Ends one of the actor's own sessions, by any replica within 2 s. @throws NotFound for another person's or one that is over */
export const endOwnSession = auditedVerb("viewer", async (ctx, audit: AuditLine, input: unknown) => {
  const { id } = parse(sessionEndSchema, input);
  return db().transaction(async (tx) => {
    const [ended] = await tx
      .delete(session)
      .where(and(eq(session.id, id), eq(session.userId, personOf(ctx.actor))))
      .returning({ userAgent: session.userAgent });
    if (ended === undefined) throw new NotFound("This session is over already.");
    const detail = { device: deviceOf(ended.userAgent) };
    return audit.write(tx, { action: "end an own session", detail }, undefined);
  });
});

/** Ends all of the actor's own sessions but `currentId`; returns their number. */
export const endOtherSessions = auditedVerb("viewer", async (ctx, audit: AuditLine, currentId: string) =>
  db().transaction(async (tx) => {
    const ended = await tx
      .delete(session)
      .where(and(eq(session.userId, personOf(ctx.actor)), ne(session.id, currentId)))
      .returning({ id: session.id });
    return audit.write(
      tx,
      { action: "end other own sessions", detail: { sessions: ended.length } },
      ended.length,
    );
  }),
);
