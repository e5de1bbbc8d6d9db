import "server-only";
import { eq } from "drizzle-orm";
import type { AuditLine } from "../../audit/line";
import { auditedVerb } from "../../audit/verb";
import { parseId, type Context } from "../../context";
import { db } from "../../store/db";
import { channels } from "../../store/schema";
import { noChannel } from "./stored";

async function remove(_ctx: Context, audit: AuditLine, givenId: unknown) {
  const id = parseId(givenId, noChannel().message);
  return db().transaction(async (tx) => {
    const [gone] = await tx
      .delete(channels)
      .where(eq(channels.id, id))
      .returning({ name: channels.name, kind: channels.kind });
    if (gone === undefined) throw noChannel();
    const detail = { channel: gone.name, kind: gone.kind };
    return audit.write(tx, { action: "remove a channel", detail }, undefined);
  });
}

/** Removes a channel with its secrets; rules that name it send to their other channels. @throws NotAllowed for a member, NotFound */
export const removeChannel = auditedVerb("admin", remove);
