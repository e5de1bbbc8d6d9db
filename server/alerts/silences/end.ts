import "server-only";
import { eq } from "drizzle-orm";
import { silenceSchema } from "@/lib/alerts/silence";
import { tellAlerts } from "../../alert-link";
import type { AuditLine } from "../../audit/line";
import { auditedVerb } from "../../audit/verb";
import { parseId, requireRole, type Context } from "../../context";
import { db } from "../../store/db";
import { alertSilences } from "../../store/schema";

async function endIt(ctx: Context, audit: AuditLine, id: unknown) {
  const silenceId = parseId(id, "This mute is not here. It may be over.");
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

/** Ends a mute, or takes back a maintenance; one that is gone is no error. @throws NotAllowed for a member's maintenance */
export const endSilence = auditedVerb("member", endIt);
