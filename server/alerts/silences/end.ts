import "server-only";
import { eq } from "drizzle-orm";
import { inScope } from "@/lib/alerts/rule";
import { silenceSchema, type Silence } from "@/lib/alerts/silence";
import { tellAlerts } from "../../alert-link";
import type { AuditLine } from "../../audit/line";
import { auditedVerb } from "../../audit/verb";
import { parseId, requireRole, type Context } from "../../context";
import { NotAllowed, NotFound } from "../../errors";
import { db } from "../../store/db";
import { alertSilences } from "../../store/schema";
import { concernsAny } from "../narrow";
import { readPlaces, readSight, serversIn } from "../places";

const GONE = "This mute is not here. It may be over.";

/**
 * Lets an actor end a silence of what that actor sees. One of a server may concern databases of other groups, too: its alerts are told to
 * all. @throws NotFound for a silence of other groups, NotAllowed for one of more than the actor's groups
 */
async function requireOwn(ctx: Context, { server, scope }: Silence): Promise<void> {
  const sight = await readSight(ctx);
  if (sight.isWhole) return;
  const { servers } = await readPlaces();
  if (!concernsAny({ server, scope }, serversIn(sight, servers))) throw new NotFound(GONE);
  const concerned = [...servers.values()].flat().filter((one) => inScope(scope, one));
  if (server === null && sight.of(concerned).length < concerned.length)
    throw new NotAllowed(
      "This silence is of databases of other groups, too. Ask a member who sees all of them.",
    );
}

async function endIt(ctx: Context, audit: AuditLine, id: unknown) {
  const silenceId = parseId(id, GONE);
  const [found] = await db().select().from(alertSilences).where(eq(alertSilences.id, silenceId));
  // A silence never changes, so that what is judged is what is ended.
  if (found !== undefined) await requireOwn(ctx, silenceSchema.parse(found.silence));
  const ended = await db().transaction(async (tx) => {
    const [row] = await tx.delete(alertSilences).where(eq(alertSilences.id, silenceId)).returning();
    if (row === undefined) return audit.unchanged(undefined);
    const silence = silenceSchema.parse(row.silence);
    if (silence.kind === "maintenance") requireRole(ctx, "admin");
    return audit.write(tx, { action: "end a silence", detail: { ...silence } }, undefined);
  });
  tellAlerts((alerts) => alerts.onChange());
  return ended;
}

/**
 * Ends a mute, or takes back a maintenance; one that is gone is no error.
 * @throws NotAllowed for a member's maintenance, or a silence of other groups, too; NotFound for one of other groups alone
 */
export const endSilence = auditedVerb("member", endIt);
